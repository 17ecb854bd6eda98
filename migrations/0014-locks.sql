-- Failed tries to prove who one is, the browsers that an account is known by, and limits of requests (AUTH-7, S12 to S14).

-- Strangers share a row for each name that they type and one for the account behind it; a known browser has one of its own. `subject`
-- is the user's id, or a keyed hash of what was typed, so that a name that nobody has is counted just the same. Tenant 0 is
-- nobody's: there, names in tenants that do not exist are counted.
create table sign_in_tries (
  tenant_id integer not null,
  subject uuid not null,
  -- The known browser; all zeros for strangers.
  device uuid not null,
  -- The account, where there is one.
  user_id uuid,
  -- In a row, since somebody signed in whole.
  failures integer not null,
  -- Since a day went by without any; the wait grows with it.
  recent integer not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  locked_at timestamptz,
  -- `infinity`: until somebody unlocks it.
  locked_until timestamptz,
  -- The lock that the change log was told of last, by when it began.
  told_at timestamptz,
  -- Where the last tries came from, the newest first.
  addresses text[] not null default '{}',
  primary key (tenant_id, subject, device)
) with (fillfactor = 70);
call wall('sign_in_tries', 'select, insert, update, delete');
create index sign_in_tries_of_users on sign_in_tries (tenant_id, user_id) where user_id is not null;
create index sign_in_tries_locked on sign_in_tries (tenant_id, locked_until) where locked_until is not null;
create index sign_in_tries_by_age on sign_in_tries (tenant_id, last_at);

-- A browser that signed in whole is known by the account: no factor, but no stranger either. Only the hash of its token is kept.
create table known_devices (
  tenant_id integer not null references tenants (id),
  user_id uuid not null,
  token_hash bytea not null,
  id uuid not null,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  primary key (tenant_id, user_id, token_hash),
  foreign key (tenant_id, user_id) references users (tenant_id, id)
);
call wall('known_devices', 'select, insert, update, delete');
create index known_devices_by_age on known_devices (tenant_id, last_used_at);

-- How often something was asked for from one address, or for one account: keyed hashes and counts, nobody's data.
create table rate_limits (
  key uuid primary key,
  points integer not null,
  until timestamptz not null
) with (fillfactor = 70);
grant select, insert, update, delete on rate_limits to rollcall_app;
create index rate_limits_by_age on rate_limits (until);
