-- What a run was asked to do, as a digest: a run that was cut short is taken up
-- only by one that was asked the same.

-- +goose Up
alter table run add column plan text not null default '';

-- +goose Down
alter table run drop column plan;
