-- A finding that the firm has decided to live with, until a day. Times are Unix
-- milliseconds UTC.

-- +goose Up
create table acceptance (
    firm    text   not null references firm (id),
    finding text   not null,
    why     text   not null,
    who     text   not null, -- who decided; may be empty
    given   bigint not null,
    until   bigint not null, -- the first moment at which it no longer counts
    primary key (firm, finding)
);

-- +goose Down
drop table acceptance;
