-- The verdict of a firm of thousands of places is kept folded: "zstd base64 " and
-- what comes of it. The table is as it was, but a program that does not know that
-- would not understand it, and is to say so.

-- +goose Up
select 1;

-- +goose Down
select 1;
