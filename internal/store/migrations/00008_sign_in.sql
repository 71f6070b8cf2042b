-- Who may open the served pages: links that work once, and the sessions that
-- they began. Only hashes are kept. Times are Unix milliseconds UTC.

-- +goose Up
create table sign_in (
    hash  text   not null primary key, -- SHA-256 of the token, hex
    kind  text   not null,             -- link | session
    made  bigint not null,
    until bigint not null              -- the first moment at which it no longer counts
);

-- +goose Down
drop table sign_in;
