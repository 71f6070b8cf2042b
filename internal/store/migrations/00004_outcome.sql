-- What really happened to a firm: incidents and pentests, for the forecast log.
-- Times are Unix milliseconds UTC. What was forecast stands in the verdicts of
-- its runs, which never change.

-- +goose Up
create table outcome (
    firm     text   not null references firm (id),
    id       text   not null, -- KIND-DATE, with -2, -3, ... for more of one day
    kind     text   not null,
    day      bigint not null,
    link     text   not null, -- that fell first; may be empty
    what     text   not null, -- may be empty
    note     text   not null,
    recorded bigint not null,
    primary key (firm, id)
);

-- +goose Down
drop table outcome;
