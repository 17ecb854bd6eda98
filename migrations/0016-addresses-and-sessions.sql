-- From which addresses somebody is served ("use extended IP ACL", S32), and sessions in order.

-- The tenant's own list. While `enforced` is off, no list of the tenant is asked: an operator's way back in.
create table tenant_address_lists (
  tenant_id integer primary key references tenants (id),
  enforced boolean not null default true,
  networks cidr[] not null default '{}',
  -- What each of them is called, in the same order.
  labels text[] not null default '{}',
  version integer not null default 1,
  check (cardinality(networks) = cardinality(labels))
);
call wall('tenant_address_lists', 'select, insert, update');

-- What a user is allowed beside the tenant's list.
create table user_address_lists (
  tenant_id integer not null,
  user_id uuid not null,
  networks cidr[] not null default '{}',
  labels text[] not null default '{}',
  version integer not null default 1,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade,
  check (cardinality(networks) = cardinality(labels))
);
call wall('user_address_lists', 'select, insert, update, delete');

-- A key without networks is served from everywhere.
alter table api_keys
  add column networks cidr[] not null default '{}',
  add column last_used_address inet,
  add column version integer not null default 1;

-- Those of everybody, newest first; ids are made in time order.
create index sessions_open on sessions (tenant_id, id) where ended_at is null;
-- What was over long ago is swept away.
create index sessions_by_expiry on sessions (tenant_id, expires_at);
grant delete on sessions to rollcall_app;
