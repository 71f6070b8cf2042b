-- Runs that are made by jobs. Times are Unix milliseconds UTC. Emptied with the
-- run's firm; a run is complete without any of it once it has finished.

-- +goose Up
alter table firm add column key_mark text not null default ''; -- by which a copy of its key is recognised

create table ask (
    run    text   primary key references run (id),
    firm   text   not null,
    body   text   not null, -- JSON: what the run was asked; names secrets, holds none
    state  text   not null, -- asked, looking, judging, done, failed
    cut    bigint not null, -- 1: it was cancelled
    open   bigint not null, -- steps that are still to be taken
    events bigint not null, -- how many there are
    asked  bigint not null
);
create index ask_by_time on ask (asked);

-- One thing to do for a run. n is 0 for the plan, -1 for the judgement, and from
-- 1 on one collector on one target.
create table step (
    run       text   not null references ask (run),
    n         bigint not null,
    queue     text   not null,
    target    text   not null,
    collector text   not null,
    host      text   not null, -- that it looks at; empty: none that needs to be spared
    millis    bigint not null, -- it may take
    state     text   not null, -- waiting, running, done
    holder    text   not null, -- who is at it
    beat      bigint not null, -- when the holder last said so; while waiting: since when
    tries     bigint not null,
    primary key (run, n)
);
create index step_by_state on step (state, beat);

create table event (
    run    text   not null references ask (run),
    seq    bigint not null, -- 1, 2, ... without a gap
    at     bigint not null,
    link   text   not null,
    target text   not null,
    state  text   not null,
    done   bigint not null,
    total  bigint not null,
    say    text   not null,
    primary key (run, seq)
);

-- Who may look at a host, over all workers.
create table lease (
    host   text   not null,
    slot   bigint not null,
    holder text   not null,
    until  bigint not null,
    primary key (host, slot)
);

-- +goose Down
drop table lease;
drop table event;
drop table step;
drop table ask;
alter table firm drop column key_mark;
