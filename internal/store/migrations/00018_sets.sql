-- A set of what was seen of which most was in the set of the run before is kept by
-- what differs: its own rows of set_fact come on top of those of its base, but for
-- those of set_less. A base is whole, never kept by difference itself.

-- +goose Up
create table set_base (
    set_digest text not null primary key references fact_set (digest),
    base       text not null references fact_set (digest)
);
create index set_by_base on set_base (base);

create table set_less (
    set_digest  text not null references fact_set (digest),
    fact_digest text not null references fact (digest),
    primary key (set_digest, fact_digest)
);

-- +goose Down
insert into set_fact (set_digest, fact_digest)
    select b.set_digest, m.fact_digest from set_base b join set_fact m on m.set_digest = b.base
    where not exists (select 1 from set_less l where l.set_digest = b.set_digest and l.fact_digest = m.fact_digest);
drop table set_less;
drop table set_base;
