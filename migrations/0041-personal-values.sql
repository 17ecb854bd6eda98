-- The personal values of an entry of history stand in one row, where each was a row of its own: to write seven rows for everybody
-- whom a file brings was a third of what PostgreSQL does for them.
alter table history_personal rename to history_personal_apart;
alter table history_personal_apart rename constraint history_personal_pkey to history_personal_apart_pkey;

-- `changes` is {field: [before, after]}; every value has a hash of its own in the entry (history/sql/canonical.ts). Those of
-- before have a salt of their own each, in `salts`, since the chain covers hashes that were made with them.
create table history_personal (
  tenant_id integer not null,
  user_id uuid not null,
  change_set_id uuid not null,
  changes jsonb not null,
  salt bytea,
  salts jsonb,
  primary key (tenant_id, user_id, change_set_id),
  check ((salt is null) = (salts is not null))
);
-- Delete, and nothing else, is what erasing a person needs; the chain keeps the hashes (LOG-1).
call wall('history_personal', 'select, insert, delete');

do $$
declare tenant integer;
begin
  for tenant in select all_tenant_ids() loop
    perform set_config('rollcall.tenant', tenant::text, true);
    insert into history_personal (tenant_id, user_id, change_set_id, changes, salts)
    select p.tenant_id, p.user_id, p.change_set_id, jsonb_object_agg(p.field, jsonb_build_array(p.before_value, p.after_value)),
      jsonb_object_agg(p.field, encode(p.salt, 'hex'))
    from history_personal_apart p where p.tenant_id = tenant
    group by p.tenant_id, p.user_id, p.change_set_id order by p.user_id, p.change_set_id;
  end loop;
  perform set_config('rollcall.tenant', '', true);
end $$;
drop table history_personal_apart;
