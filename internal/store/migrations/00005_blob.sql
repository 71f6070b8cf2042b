-- Blobs of a database on a server, in parts, so that every worker can read what
-- another one saw. Beside a file they lie in a folder, and this stays empty.

-- +goose Up
create table blob_part (
    digest text   not null, -- hex SHA-256 of the whole
    part   bigint not null, -- 0, 1, ...
    data   bytea  not null,
    primary key (digest, part)
);

-- +goose Down
drop table blob_part;
