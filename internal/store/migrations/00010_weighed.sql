-- What was worked out for a firm, as what the model said, under the digest of all
-- that it was made from: while nothing changes it need not be worked out again. It stays
-- behind when runs are moved or backed up, and any row of it may be deleted at
-- any time.

-- +goose Up
create table weighed (
    firm  text   not null references firm (id),
    key   text   not null, -- digest of what it was made from
    maker text   not null, -- digest of the program that did
    seq   bigint not null, -- how many runs the firm had when it was last asked for
    body  bytea  not null,
    primary key (firm, key)
);

-- +goose Down
drop table weighed;
