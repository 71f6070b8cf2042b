-- Times are Unix milliseconds UTC, digests hex SHA-256, booleans 0 or 1.

-- +goose Up
create table firm (
    id   text   primary key,
    runs bigint not null -- how many runs finished; numbers the next one
);

create table verdict (
    digest text primary key,
    body   text not null
);

create table run (
    id       text   primary key,
    firm     text   not null references firm (id),
    seq      bigint, -- 1, 2, ... within the firm in the order of finishing; null while running
    started  bigint not null,
    finished bigint,
    today    bigint not null,
    version  text   not null,
    model    text   not null,
    seed     bigint not null, -- the bits of an unsigned 64-bit number
    root     text   not null,
    partial  bigint not null,
    verdict  text   references verdict (digest)
);
create unique index run_by_seq on run (firm, seq);
create index run_by_start on run (firm, started);

create table fact (
    digest  text   primary key,
    kind    text   not null,
    version bigint not null,
    subject text   not null,
    method  text   not null,
    body    text   not null,
    blob    text   not null
);

create table gap (
    digest  text primary key,
    target  text not null,
    subject text not null,
    why     text not null,
    next    text not null
);

create table fact_set (
    digest text   primary key, -- over the sorted digests of its members
    facts  bigint not null,
    gaps   bigint not null
);

create table set_fact (
    set_digest  text not null references fact_set (digest),
    fact_digest text not null references fact (digest),
    primary key (set_digest, fact_digest)
);
create index set_by_fact on set_fact (fact_digest);

create table set_gap (
    set_digest text not null references fact_set (digest),
    gap_digest text not null references gap (digest),
    primary key (set_digest, gap_digest)
);

create table sighting (
    run        text   not null references run (id),
    target     text   not null,
    collector  text   not null,
    version    text   not null,
    seen       bigint not null,
    set_digest text   not null references fact_set (digest),
    complete   bigint not null,
    why        text   not null,
    primary key (run, target, collector)
);
create index sighting_by_set on sighting (set_digest);

-- What a running collector has seen before it is done. Emptied when its set is sealed.
create table arrival (
    run         text not null references run (id),
    target      text not null,
    collector   text not null,
    fact_digest text not null references fact (digest),
    primary key (run, target, collector, fact_digest)
);

create table arrival_gap (
    run        text not null references run (id),
    target     text not null,
    collector  text not null,
    gap_digest text not null references gap (digest),
    primary key (run, target, collector, gap_digest)
);

-- A finding from the first run that said so to the last; last_run is null while open.
create table span (
    id        text   primary key,
    firm      text   not null references firm (id),
    finding   text   not null,
    check_id  text   not null,
    subject   text   not null,
    link      text   not null,
    grip      bigint not null,
    say       text   not null,
    passed    bigint not null,
    total     bigint not null,
    first_run text   not null references run (id),
    first_seq bigint not null,
    last_run  text   references run (id),
    last_seq  bigint
);
create index span_by_time on span (firm, first_seq, last_seq);

-- What may change while the span stays open: the newest row up to a run holds for it.
create table span_detail (
    span      text   not null references span (id),
    first_seq bigint not null,
    control   text   not null,
    why       text   not null,
    next      text   not null,
    evidence  text   not null, -- JSON list of fact digests
    primary key (span, first_seq)
);

-- +goose Down
drop table span_detail;
drop table span;
drop table arrival_gap;
drop table arrival;
drop table sighting;
drop table set_gap;
drop table set_fact;
drop table fact_set;
drop table gap;
drop table fact;
drop table run;
drop table verdict;
drop table firm;
