-- Two-step verification (AUTH-6): authenticators, backup codes, passkeys. No list, export or log reads these tables (SECURITY
-- rule 4); who has a second step at all stands in a narrow one of its own.

-- TOTP (RFC 6238). The secret is sealed. `last_step` is the latest time step whose code was accepted: it only rises, so no
-- code is accepted twice (S16).
create table user_authenticators (
  tenant_id integer not null,
  user_id uuid not null,
  sealed text not null,
  last_step bigint not null,
  set_up_at timestamptz not null,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
call wall('user_authenticators', 'select, insert, update, delete');

-- A secret that was shown and whose first code has not come yet: it opens nothing, and the present one goes on.
create table authenticator_offers (
  tenant_id integer not null,
  user_id uuid not null,
  sealed text not null,
  offered_at timestamptz not null,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
call wall('authenticator_offers', 'select, insert, update, delete');

-- SHA-256 of each backup code: 80 random bits need no slow hash (S17). A used one stays, to be counted.
create table user_backup_codes (
  tenant_id integer not null,
  user_id uuid not null,
  hash bytea not null,
  used_at timestamptz,
  primary key (tenant_id, user_id, hash),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
call wall('user_backup_codes', 'select, insert, update, delete');

-- Passkeys (WebAuthn level 3): the public halves.
create table user_passkeys (
  tenant_id integer not null,
  user_id uuid not null,
  id uuid not null,
  -- As the browser says it, base64url.
  credential_id text collate "C" not null check (length(credential_id) <= 1400),
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  name text not null check (length(name) between 1 and 100),
  created_at timestamptz not null,
  last_used_at timestamptz,
  primary key (tenant_id, user_id, id),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
create unique index user_passkeys_credential on user_passkeys (tenant_id, credential_id);
call wall('user_passkeys', 'select, insert, update, delete');

-- Challenges that were answered: none is answered twice. Kept until they would be too old anyway.
create table spent_challenges (
  tenant_id integer not null references tenants (id),
  hash bytea not null,
  expires_at timestamptz not null,
  primary key (tenant_id, hash)
);
call wall('spent_challenges', 'select, insert, delete');

-- Who has a second step, for lists and filters; there while there is an authenticator or a passkey.
create table user_second_steps (
  tenant_id integer not null,
  user_id uuid not null,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
call wall('user_second_steps', 'select, insert, delete');
