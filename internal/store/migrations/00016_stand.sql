-- What tells whether a finding is as it was, of all that were open in the newest
-- run of a firm: the spans themselves need not be read then. It is worked out from
-- them when it is not there, stays behind when runs are moved or backed up, and any
-- row of it may be deleted at any time.

-- +goose Up
create table stand (
    firm text   not null primary key references firm (id),
    seq  bigint not null, -- number of the run
    body bytea  not null
);

-- +goose Down
drop table stand;
