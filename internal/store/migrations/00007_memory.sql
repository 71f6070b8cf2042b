-- What was seen of one object of a target, so that it need not be read again
-- while it stays the same. Names are fingerprints, values there are none.

-- +goose Up
create table memory (
    firm      text not null,
    target    text not null,
    collector text not null,
    object    text not null, -- fingerprint of its name
    mark      text not null, -- what changes when it does
    body      text not null, -- what the collector noted about it, JSON
    facts     text not null, -- JSON list of fact digests
    primary key (firm, target, collector, object)
);

-- +goose Down
drop table memory;
