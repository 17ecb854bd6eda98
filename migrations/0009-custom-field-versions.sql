-- A definition is changed by one administrator at a time: the second is told (If-Match).
alter table custom_fields add column version integer not null default 1;
