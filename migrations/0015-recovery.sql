-- Links that are mailed, by which somebody sets a password without having one (AUTH-3 to AUTH-5), and runs that begin later.

-- One for each person at most: a newer one takes the place of the older, and using it takes it away. Of its token only the hash is
-- kept. `standing` is a hash of what the account was when it was sent (address, status, password): once that is another, the link
-- opens nothing (S8).
create table recovery_links (
  tenant_id integer not null,
  user_id uuid not null,
  kind text not null check (kind in ('forgot', 'activation', 'reset')),
  token_hash bytea not null check (length(token_hash) = 32),
  standing bytea not null,
  made_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > made_at),
  primary key (tenant_id, user_id),
  unique (tenant_id, token_hash),
  foreign key (tenant_id, user_id) references users (tenant_id, id)
);
create index recovery_links_by_age on recovery_links (tenant_id, expires_at);
call wall('recovery_links', 'select, insert, update, delete');

-- What leaves the building cannot be taken back, so its run waits for this moment and can be stopped until then (CONSOLE 4.3).
alter table plans add column starts_at timestamptz;
