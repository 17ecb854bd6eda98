-- People, what they belong to, and what search and lists read.
--
-- The row of a person is rewritten by mass changes, so: room for the new version on the same page (fillfactor), and no
-- index on a column that a mass change writes (status, site, auto dial …). What lists ask stands in the directory below.
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
) with (fillfactor = 45);
create index users_by_name on users (tenant_id, name_key, id);
create index users_by_username on users (tenant_id, username_key, id);
create index users_by_email on users (tenant_id, email_key, id);
create index users_by_extension on users (tenant_id, extension_key, id) where extension_key is not null;
create unique index users_oauth_email on users (tenant_id, oauth_email_key) where oauth_email_key is not null;
create index users_external_id on users (tenant_id, external_id) where external_id is not null;
create index users_deleted on users (tenant_id, deleted_at) where deleted_at is not null;
create index users_superusers on users (tenant_id, id) where superuser;
call wall('users', 'select, insert, update');

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

-- The directory: one narrow row for each person who is not deleted, and all that lists count and filter by at once. It
-- follows from the tables above, by triggers, and is never written by anything else (measured: docs/decisions/0005).
--
-- Two indexes, over what mass changes seldom write: `facets` (roles and desks) and `search`. Whatever they do write, the
-- status, the site and the `traits` (the other groups, and queues), is in no index here: so room for a second version of
-- each row on the same page makes such a change a heap-only update, and it leaves both indexes alone.
--
-- Facets and traits are numbers of the form id * 8 + kind. Kinds: 0 group, 1 role, 2 queue, and 7 a mark of its own:
-- 11 without a desk, 12 skill, 13 tag, 14 business unit, 15 agent group, 16 role, 17 queue. The program knows them as
-- `facetOf` and `withoutMarks`.
create table directory (
  tenant_id integer not null,
  user_id uuid not null,
  site_id integer not null,
  status text not null,
  facets integer[] not null,
  traits integer[] not null,
  search text collate "C" not null,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
) with (fillfactor = 45, autovacuum_vacuum_scale_factor = 0.05);
create index directory_facets on directory using gin (facets);
create index directory_search on directory using gin (search gin_trgm_ops);
-- From so many samples the planner tells how many a term finds.
alter table directory alter column search set statistics 500;
call wall('directory', 'select, insert, update, delete');

-- The mark of who has no group of a kind; null where groups of the kind are no facet of their own.
create function without_mark(kind text) returns integer language sql immutable parallel safe
  return 7 + 8 * case kind when 'desk' then 11 when 'skill' then 12 when 'tag' then 13 when 'business_unit' then 14 when 'agent_group' then 15 end;

-- What the directory should say of each person.
create view directory_truth with (security_invoker = true) as
  select u.tenant_id, u.id as user_id, u.site_id, u.status, u.search,
    array(
      select m.group_id * 8 from group_members m join groups g on g.tenant_id = m.tenant_id and g.id = m.group_id
        where m.tenant_id = u.tenant_id and m.user_id = u.id and g.kind = 'desk'
      union all select r.role_id * 8 + 1 from role_grants r where r.tenant_id = u.tenant_id and r.user_id = u.id
      union all select 8 * 11 + 7 where not exists (select from group_members m join groups g on g.tenant_id = m.tenant_id and g.id = m.group_id
        where m.tenant_id = u.tenant_id and m.user_id = u.id and g.kind = 'desk')
      union all select 8 * 16 + 7 where not exists (select from role_grants r where r.tenant_id = u.tenant_id and r.user_id = u.id)
      order by 1) as facets,
    array(
      select m.group_id * 8 from group_members m join groups g on g.tenant_id = m.tenant_id and g.id = m.group_id
        where m.tenant_id = u.tenant_id and m.user_id = u.id and g.kind <> 'desk'
      union all select q.queue_id * 8 + 2 from queue_members q where q.tenant_id = u.tenant_id and q.user_id = u.id
      union all select without_mark(kinds.kind) from unnest('{skill,tag,business_unit,agent_group}'::text[]) as kinds (kind)
        where not exists (select from group_members m join groups g on g.tenant_id = m.tenant_id and g.id = m.group_id
          where m.tenant_id = u.tenant_id and m.user_id = u.id and g.kind = kinds.kind)
      union all select 8 * 17 + 7 where not exists (select from queue_members q where q.tenant_id = u.tenant_id and q.user_id = u.id)
      order by 1) as traits
  from users u where u.deleted_at is null;
grant select on directory_truth to rollcall_app;

create function enter_directory(tenant integer, people uuid[]) returns void language sql as $$
  insert into directory (tenant_id, user_id, site_id, status, facets, traits, search)
    select t.tenant_id, t.user_id, t.site_id, t.status, t.facets, t.traits, t.search
    from directory_truth t where t.tenant_id = tenant and t.user_id = any (people)
    order by t.user_id on conflict do nothing;
$$;

-- New people are entered when their transaction ends, once, with all that it gave them. Who waits for it stands here, a
-- row for each statement that made people; nothing of it is left after the commit.
create table directory_arrivals (
  tenant_id integer not null,
  id bigint generated by default as identity,
  people uuid[] not null,
  primary key (tenant_id, id)
);
call wall('directory_arrivals', 'select, insert, delete');

create function announce_arrivals() returns trigger language plpgsql as $$
begin
  insert into directory_arrivals (tenant_id, people) select tenant_id, array_agg(id) from arrived group by tenant_id;
  return null;
end $$;
create trigger directory_arrivals after insert on users referencing new table as arrived
  for each statement execute function announce_arrivals();

-- In the people's own tenant, whichever one the transaction has come to by then.
create function enter_arrivals() returns trigger language plpgsql as $$
declare
  present text := coalesce(current_setting('rollcall.tenant', true), '');
begin
  perform set_config('rollcall.tenant', new.tenant_id::text, true);
  perform enter_directory(new.tenant_id, new.people);
  delete from directory_arrivals where tenant_id = new.tenant_id and id = new.id;
  perform set_config('rollcall.tenant', present, true);
  return null;
end $$;
create constraint trigger directory_enter after insert on directory_arrivals deferrable initially deferred
  for each row execute function enter_arrivals();

-- Who leaves something has its numbers taken out and, where nothing of the kind is left, the mark put in: of the row as it
-- is then, so that two who change the same person at the same time are both followed.
create function follow_leavers() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'group_members' then
    update directory d set
      facets = case when j.desks is null then d.facets else array(
        select f from unnest(d.facets) as f where f <> all (j.desks)
        union all select 8 * 11 + 7 where not exists (select from unnest(d.facets) as f where f & 7 = 0 and f <> all (j.desks))
        order by 1) end,
      traits = case when j.others is null then d.traits else array(
        select t from unnest(d.traits) as t where t <> all (j.others)
        union all select without_mark(left_kind) from unnest(j.kinds) as left_kind where not exists (
          select from unnest(d.traits) as t join groups g on g.tenant_id = d.tenant_id and g.id = t / 8
          where t & 7 = 0 and t <> all (j.others) and g.kind = left_kind)
        order by 1) end
    from (
      select c.tenant_id, c.user_id, array_agg(c.group_id * 8) filter (where g.kind = 'desk') as desks,
        array_agg(c.group_id * 8) filter (where g.kind <> 'desk') as others,
        array_agg(distinct g.kind) filter (where g.kind <> 'desk') as kinds
      from changed c join groups g on g.tenant_id = c.tenant_id and g.id = c.group_id
      group by c.tenant_id, c.user_id order by c.tenant_id, c.user_id) j
    where d.tenant_id = j.tenant_id and d.user_id = j.user_id;
  elsif tg_table_name = 'role_grants' then
    update directory d set facets = array(
        select f from unnest(d.facets) as f where f <> all (j.roles)
        union all select 8 * 16 + 7 where not exists (select from unnest(d.facets) as f where f & 7 = 1 and f <> all (j.roles))
        order by 1)
    from (select tenant_id, user_id, array_agg(role_id * 8 + 1) as roles from changed group by tenant_id, user_id order by tenant_id, user_id) j
    where d.tenant_id = j.tenant_id and d.user_id = j.user_id;
  else
    update directory d set traits = array(
        select t from unnest(d.traits) as t where t <> all (j.queues)
        union all select 8 * 17 + 7 where not exists (select from unnest(d.traits) as t where t & 7 = 2 and t <> all (j.queues))
        order by 1)
    from (select tenant_id, user_id, array_agg(queue_id * 8 + 2) as queues from changed group by tenant_id, user_id order by tenant_id, user_id) j
    where d.tenant_id = j.tenant_id and d.user_id = j.user_id;
  end if;
  return null;
end $$;

-- Who joins one has the numbers put in and the marks taken out, of the row as it is then: giving a skill to everybody
-- is the most that is ever written at once.
create function follow_joiners() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'group_members' then
    update directory d set
      facets = case when j.desks is null then d.facets else
        array(select f from unnest(d.facets || j.desks) as f where f <> 8 * 11 + 7 group by f order by f) end,
      traits = case when j.others is null then d.traits else
        array(select t from unnest(d.traits || j.others) as t where t <> all (j.filled) group by t order by t) end
    from (
      select c.tenant_id, c.user_id, array_agg(c.group_id * 8) filter (where g.kind = 'desk') as desks,
        array_agg(c.group_id * 8) filter (where g.kind <> 'desk') as others, array_agg(without_mark(g.kind)) as filled
      from changed c join groups g on g.tenant_id = c.tenant_id and g.id = c.group_id
      group by c.tenant_id, c.user_id order by c.tenant_id, c.user_id) j
    where d.tenant_id = j.tenant_id and d.user_id = j.user_id;
  elsif tg_table_name = 'role_grants' then
    update directory d set facets = array(select f from unnest(d.facets || j.roles) as f where f <> 8 * 16 + 7 group by f order by f)
    from (select tenant_id, user_id, array_agg(role_id * 8 + 1) as roles from changed group by tenant_id, user_id order by tenant_id, user_id) j
    where d.tenant_id = j.tenant_id and d.user_id = j.user_id;
  else
    update directory d set traits = array(select t from unnest(d.traits || j.queues) as t where t <> 8 * 17 + 7 group by t order by t)
    from (select tenant_id, user_id, array_agg(queue_id * 8 + 2) as queues from changed group by tenant_id, user_id order by tenant_id, user_id) j
    where d.tenant_id = j.tenant_id and d.user_id = j.user_id;
  end if;
  return null;
end $$;
do $$
declare
  tbl text;
begin
  foreach tbl in array array['group_members', 'role_grants', 'queue_members'] loop
    execute format('create trigger directory_joined after insert on %I referencing new table as changed for each statement execute function follow_joiners()', tbl);
    execute format('create trigger directory_left after delete on %I referencing old table as changed for each statement execute function follow_leavers()', tbl);
  end loop;
end $$;

-- Who is deleted leaves the directory, who is restored returns to it. What has changed is asked of the directory, person by
-- person, and never of a join of old rows with new ones: a connection that keeps the plan that was right for one person
-- would compare each of two thousand with each.
create function follow_people() returns trigger language plpgsql as $$
begin
  update directory d set site_id = n.site_id, status = n.status, search = n.search from after n
    where d.tenant_id = n.tenant_id and d.user_id = n.id
      and (d.site_id, d.status, d.search) is distinct from (n.site_id, n.status, n.search);
  delete from directory d using after n where n.deleted_at is not null and d.tenant_id = n.tenant_id and d.user_id = n.id;
  perform enter_directory(n.tenant_id, array_agg(n.id)) from after n
    where n.deleted_at is null
      and not exists (select from directory d where d.tenant_id = n.tenant_id and d.user_id = n.id)
    group by n.tenant_id;
  return null;
end $$;
create trigger directory_follows after update on users referencing new table as after
  for each statement execute function follow_people();

-- The door of lists and search: row level security keeps LIKE and the operators of arrays away from their indexes, and the
-- planner from their statistics, since they are not leakproof. This view keeps the same wall and lets them work. Its
-- owner can see all and never signs in; so the wall of the directory stands before everybody but that owner.
-- What a list does not ask of the person's own row is not read: the outer join is left out then.
grant select on users to rollcall_door;
create policy door on users for select to rollcall_door using (true);
alter table directory owner to rollcall_door;
alter table directory no force row level security;
create view people as
  select d.tenant_id, d.user_id as id, d.site_id, d.status, d.facets, d.traits, d.search,
    u.superuser, u.username_key, u.email_key, u.name_key, u.extension_key, u.time_zone, u.languages,
    u.assign_leads, u.use_address_list, u.auto_dial, u.sip_option
  from directory d left join users u on u.tenant_id = d.tenant_id and u.id = d.user_id
  where d.tenant_id = current_tenant();
alter view people owner to rollcall_door;
grant select on people to rollcall_app;

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
