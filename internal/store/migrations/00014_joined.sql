-- Where it lies how the people of a firm were joined, so that the next run need not
-- join those anew whom no change touches: a blob, which holds no more about anybody
-- than the keys do that it was made from. The newest row is what is read; others are of blobs
-- that are still to be deleted. It stays behind when runs are moved or backed up, and
-- any row of it may be deleted at any time, with its blob.

-- +goose Up
create table joined (
    firm  text   not null references firm (id),
    blob  text   not null, -- digest
    maker text   not null, -- digest of the program that joined them
    seq   bigint not null, -- the largest is the newest
    size  bigint not null, -- bytes
    primary key (firm, blob)
);

-- +goose Down
drop table joined;
