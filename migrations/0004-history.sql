-- What happened: change sets, their entries for each person, the personal values beside them, and the seals.
-- Append-only by grants (S42): the program may insert and read; nothing here is ever updated.

create table change_sets (
  tenant_id integer not null references tenants (id),
  id uuid not null,
  at timestamptz not null default now(),
  action text not null,
  params jsonb not null default '{}',
  actor_kind text not null check (actor_kind in ('user', 'key', 'system')),
  actor_id text not null,
  actor_name text not null,
  home_tenant_id integer not null,
  origin text not null check (origin in ('console', 'api', 'cli', 'import', 'job')),
  address inet,
  request_id text,
  reverses uuid,
  reason text,
  primary key (tenant_id, id)
);
create index change_sets_by_time on change_sets (tenant_id, at desc, id);
call wall('change_sets', 'select, insert');

-- One entry for each person of a change set. `changes` is {field: [before, after]} with ids and plain values;
-- personal fields stand there as {field: {"personal": hash}} and their values in history_personal.
create table history (
  tenant_id integer not null,
  change_set_id uuid not null,
  user_id uuid not null,
  at timestamptz not null,
  changes jsonb not null,
  effects jsonb not null default '{}',
  epoch integer not null,
  xid bigint not null default (pg_current_xact_id()::text::bigint),
  primary key (tenant_id, at, change_set_id, user_id)
) partition by range (at);
create index history_by_user on history (tenant_id, user_id, at desc, change_set_id);
create index history_by_xid on history (tenant_id, epoch, xid);
call wall('history', 'select, insert');

create table history_personal (
  tenant_id integer not null,
  change_set_id uuid not null,
  user_id uuid not null,
  field text not null,
  before_value jsonb,
  after_value jsonb,
  salt bytea not null,
  primary key (tenant_id, user_id, change_set_id, field)
);
-- Delete, and nothing else, is what erasing a person needs; the chain keeps the hash (LOG-1).
call wall('history_personal', 'select, insert, delete');

-- A transaction id means something only within one life of a cluster: restoring a backup begins a new epoch.
create table history_epochs (
  epoch integer primary key,
  began_at timestamptz not null default now()
);
insert into history_epochs (epoch) values (1);
grant select on history_epochs to rollcall_app;
create function current_epoch() returns integer language sql stable parallel safe
  return (select max(epoch) from history_epochs);
alter table history alter column epoch set default current_epoch();

-- A seal covers every entry of the tenant whose transaction lies in [from_xid, to_xid) and links to the seal before it.
create table history_seals (
  tenant_id integer not null references tenants (id),
  seq bigint not null,
  epoch integer not null,
  from_xid bigint not null,
  to_xid bigint not null,
  entries integer not null,
  hash bytea not null,
  sealed_at timestamptz not null default now(),
  primary key (tenant_id, seq)
);
call wall('history_seals', 'select, insert');

-- Partitions by month are made ahead by the owner of the tables; the program may ask for them, and for nothing else.
create function ensure_history_partitions(months_ahead integer) returns void
  language plpgsql security definer set search_path = public as $$
declare
  month date := date_trunc('month', now())::date;
begin
  for i in 0 .. least(greatest(months_ahead, 0), 24) loop
    execute format(
      'create table if not exists %I partition of history for values from (%L) to (%L)',
      'history_' || to_char(month + make_interval(months => i), 'YYYY_MM'),
      month + make_interval(months => i), month + make_interval(months => i + 1));
  end loop;
end $$;
revoke all on function ensure_history_partitions(integer) from public;
grant execute on function ensure_history_partitions(integer) to rollcall_app;
select ensure_history_partitions(12);
create table history_earlier partition of history default;
