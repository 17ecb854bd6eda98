-- Leads as a dialer needs them, whose turn it is to get the next one, and planned callbacks (HOUSE-3).

alter table leads
  add column email text,
  -- The list that it came with: a campaign, a fair, a partner.
  add column list text,
  -- What the system that it came from calls it.
  add column external_id text,
  add column status text not null default 'open' check (status in ('open', 'worked', 'closed')),
  -- Name, phone, e-mail, list and external id, folded as people are (contract/text.ts).
  add column search text collate "C" not null default '',
  -- When the one who has it got it.
  add column assigned_at timestamptz,
  add column version integer not null default 1;

do $$
declare tenant integer;
begin
  for tenant in select all_tenant_ids() loop
    perform set_config('rollcall.tenant', tenant::text, true);
    update leads set search = ' ' || lower(name) || coalesce('  ' || phone, '') || ' ',
        assigned_at = case when user_id is not null then created_at end
      where tenant_id = tenant;
  end loop;
  perform set_config('rollcall.tenant', '', true);
end $$;

create unique index leads_external_id on leads (tenant_id, external_id) where external_id is not null;
create index leads_by_phone on leads (tenant_id, phone) where phone is not null;
-- Which lists there are is read by stepping from one to the next.
create index leads_by_list on leads (tenant_id, list, id) where list is not null;
create index leads_search on leads using gin (search gin_trgm_ops);
-- One's own, and those of nobody, newest first.
drop index leads_by_user;
create index leads_by_user on leads (tenant_id, user_id, id);

-- The door of the list of leads, as that of people (0002): under the wall itself LIKE would not use its index.
grant select on leads to rollcall_door;
create policy door on leads for select to rollcall_door using (true);
create view prospects as
  select tenant_id, id, name, phone, email, list, external_id, status, search, user_id, assigned_at, created_at, version
  from leads where tenant_id = current_tenant();
alter view prospects owner to rollcall_door;
grant select on prospects to rollcall_app;

-- Who got the last lead that was dealt in turn. Its row is the one place where two who deal at once wait for each other.
create table lead_turns (
  tenant_id integer primary key references tenants (id),
  last_user_id uuid not null default '00000000-0000-0000-0000-000000000000'
);
call wall('lead_turns', 'select, insert, update');

-- A call that was promised: an instant, and the zone in which it was said.
create table callbacks (
  tenant_id integer not null references tenants (id),
  id uuid not null,
  lead_id uuid not null,
  -- Nobody, where the lead is nobody's.
  user_id uuid,
  due_at timestamptz not null,
  time_zone text not null,
  note text,
  state text not null default 'planned' check (state in ('planned', 'done', 'cancelled')),
  version integer not null default 1,
  created_at timestamptz not null,
  -- The transaction that changed it last: by it a calendar can be told of all that changed since it asked.
  changed_in xid8 not null default pg_current_xact_id(),
  primary key (tenant_id, id),
  foreign key (tenant_id, lead_id) references leads (tenant_id, id),
  foreign key (tenant_id, user_id) references users (tenant_id, id)
);
create index callbacks_by_lead on callbacks (tenant_id, lead_id);
create index callbacks_by_user on callbacks (tenant_id, user_id, due_at, id) where state = 'planned';
create index callbacks_due on callbacks (tenant_id, due_at, id) where state = 'planned';
create index callbacks_by_change on callbacks (tenant_id, changed_in, id);
call wall('callbacks', 'select, insert, update');
