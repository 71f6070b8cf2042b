-- What was worked out from a finished run and would take seconds to work out
-- again: its report. It stays behind when runs are moved or backed up, and any
-- row of it may be deleted at any time.

-- +goose Up
create table derived (
    run   text  not null primary key references run (id),
    maker text  not null, -- digest of the program that worked it out: another one works it out anew
    body  bytea not null
);

-- +goose Down
drop table derived;
