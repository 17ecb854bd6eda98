-- Health (HOUSE-5): rules of good practice are selections of people, counted once a day.

-- A rule of a tenant's own, or what it changed of a ready-made one (src/features/health/rules.ts), whose id is a word.
create table health_rules (
  tenant_id integer not null references tenants (id),
  id text not null,
  -- Null where the rule is ready-made, and so are its people.
  name text,
  severity text check (severity in ('high', 'medium', 'low')),
  -- The search and the filters of the users list, in the texts of its address.
  people jsonb,
  -- The action of the plan that mends it.
  mend text,
  -- So many are no fault; null where the ready-made rule says it.
  allowed integer check (allowed >= 0),
  owner_id uuid,
  enabled boolean not null default true,
  version integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, owner_id) references users (tenant_id, id) on delete set null (owner_id)
);
call wall('health_rules', 'select, insert, update, delete');

-- How many it found among everybody, on each day in UTC.
create table health_counts (
  tenant_id integer not null references tenants (id),
  rule_id text not null,
  day date not null,
  found integer not null,
  primary key (tenant_id, rule_id, day)
);
call wall('health_counts', 'select, insert, update, delete');

-- Temporary passwords are few among many.
create index user_passwords_temporary on user_passwords (tenant_id, user_id) where temporary;
