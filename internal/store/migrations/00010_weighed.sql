-- What the model said of a firm, under the digest of all that it was made from:
-- while nothing changes that matters it need not be weighed again. It stays
-- behind when runs are moved or backed up, and any row of it may be deleted at
-- any time.

-- +goose Up
create table weighed (
    firm  text   not null references firm (id),
    key   text   not null, -- digest of what was weighed
    maker text   not null, -- digest of the program that did
    seq   bigint not null, -- how many runs the firm had when it was last asked for
    body  bytea  not null,
    primary key (firm, key)
);

-- +goose Down
drop table weighed;
