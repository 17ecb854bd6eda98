-- People, what they belong to, and what search and lists read.
--
-- The row of a person is rewritten by mass changes, so: room for the new version on the same page (fillfactor), and no
-- index on a column that a mass change writes (status, site, auto dial …), so that the update stays HOT (measured: docs/decisions).
create table users (
  tenant_id integer not null references tenants (id),
  id uuid not null,
  site_id integer not null,
  version integer not null default 1,
  status text not null check (status in ('pending', 'active', 'inactive')),
  superuser boolean not null default false,
  username text not null,
  username_key text collate "C" not null,
  email text not null,
  email_key text collate "C" not null,
  first_name text,
  last_name text,
  name_key text collate "C" not null,
  search text collate "C" not null,
  time_zone text,
  languages text[] not null default '{}',
  console_language text,
  assign_leads boolean not null default false,
  use_address_list boolean not null default false,
  auto_dial text not null default 'off' check (auto_dial in ('off', 'preview', 'progressive', 'predictive')),
  caller_id_name text,
  caller_id_number text,
  virtual_extension text,
  extension_key text collate "C",
  sip_option text check (sip_option in ('custom_uri', 'webrtc', 'pbx')),
  sip_uri text,
  sip_pbx_id integer,
  sip_username text,
  sip_extension text,
  oauth_email text,
  oauth_email_key text collate "C",
  kerberos_login text,
  caldav_server text,
  caldav_user text,
  external_id text,
  phone text,
  job_title text,
  notes text,
  custom jsonb not null default '{}',
  created_at timestamptz not null,
  deleted_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, site_id) references sites (tenant_id, id),
  foreign key (tenant_id, sip_pbx_id) references pbxes (tenant_id, id)
) with (fillfactor = 80);
create index users_by_name on users (tenant_id, name_key, id);
create index users_by_username on users (tenant_id, username_key, id);
create index users_by_email on users (tenant_id, email_key, id);
create index users_by_extension on users (tenant_id, extension_key, id) where extension_key is not null;
create unique index users_oauth_email on users (tenant_id, oauth_email_key) where oauth_email_key is not null;
create index users_external_id on users (tenant_id, external_id) where external_id is not null;
create index users_search on users using gin (search gin_trgm_ops) with (fastupdate = off);
create index users_deleted on users (tenant_id, deleted_at) where deleted_at is not null;
create index users_superusers on users (tenant_id, id) where superuser;
call wall('users', 'select, insert, update');

-- The door of lists and search: row level security keeps LIKE away from the trigram index, since LIKE is not leakproof;
-- this view keeps the same wall and lets the index work (measured: docs/decisions). Its owner can see all and never signs in.
grant select on users to rollcall_door;
create policy door on users for select to rollcall_door using (true);
create view people as
  select * from users where tenant_id = current_tenant() and deleted_at is null;
alter view people owner to rollcall_door;
grant select on people to rollcall_app;

-- Usernames and e-mails of a tenant share one namespace (SPEC 4), also those of people deleted in the last 30 days.
create table sign_in_names (
  tenant_id integer not null,
  name_key text collate "C" not null,
  user_id uuid not null,
  primary key (tenant_id, name_key),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
create index sign_in_names_user on sign_in_names (tenant_id, user_id);
call wall('sign_in_names', 'select, insert, update, delete');

-- Numbers in use. A virtual extension takes its number in every PBX and under 0, so that one primary key guards both rules.
create table extensions (
  tenant_id integer not null,
  pbx_id integer not null,
  number text collate "C" not null check (number ~ '^[0-9]{1,20}$'),
  user_id uuid not null,
  virtual boolean not null,
  primary key (tenant_id, pbx_id, number),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
create index extensions_user on extensions (tenant_id, user_id);
call wall('extensions', 'select, insert, delete');

create table group_members (
  tenant_id integer not null,
  user_id uuid not null,
  group_id integer not null,
  level smallint check (level between 1 and 5),
  primary key (tenant_id, user_id, group_id),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade,
  foreign key (tenant_id, group_id) references groups (tenant_id, id)
);
create index group_members_by_group on group_members (tenant_id, group_id, user_id);
call wall('group_members', 'select, insert, update, delete');

-- A grant of a role carries the sites or desks to which it is limited; both null is the whole tenant.
create table role_grants (
  tenant_id integer not null,
  user_id uuid not null,
  role_id integer not null,
  site_ids integer[] check (cardinality(site_ids) > 0),
  desk_ids integer[] check (cardinality(desk_ids) > 0),
  primary key (tenant_id, user_id, role_id),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade,
  foreign key (tenant_id, role_id) references roles (tenant_id, id),
  check (site_ids is null or desk_ids is null)
);
create index role_grants_by_role on role_grants (tenant_id, role_id, user_id);
call wall('role_grants', 'select, insert, update, delete');

create table queue_members (
  tenant_id integer not null,
  user_id uuid not null,
  queue_id integer not null,
  priority smallint not null default 1 check (priority between 1 and 99),
  primary key (tenant_id, user_id, queue_id),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade,
  foreign key (tenant_id, queue_id) references queues (tenant_id, id)
);
create index queue_members_by_queue on queue_members (tenant_id, queue_id, user_id);
call wall('queue_members', 'select, insert, update, delete');

create table leads (
  tenant_id integer not null references tenants (id),
  id uuid not null,
  name text not null,
  phone text,
  user_id uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references users (tenant_id, id)
);
create index leads_by_user on leads (tenant_id, user_id) where user_id is not null;
call wall('leads', 'select, insert, update');

-- Secrets and pictures stand apart from what lists, filters and exports read (SECURITY rule 4).
create table user_secrets (
  tenant_id integer not null,
  user_id uuid not null,
  kind text not null check (kind in ('caldav', 'sip')),
  sealed text not null,
  changed_at timestamptz not null default now(),
  primary key (tenant_id, user_id, kind),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
call wall('user_secrets', 'select, insert, update, delete');

create table user_pictures (
  tenant_id integer not null,
  user_id uuid not null,
  media_type text not null check (media_type in ('image/png', 'image/jpeg', 'image/webp')),
  bytes bytea not null check (octet_length(bytes) <= 262144),
  changed_at timestamptz not null default now(),
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
call wall('user_pictures', 'select, insert, update, delete');

grant usage on all sequences in schema public to rollcall_app;
revoke all on sequence tenants_id_seq from rollcall_app;
