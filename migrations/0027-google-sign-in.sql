-- Signing in with Google, or with another OpenID provider that the installation names (AUTH-1).

-- Which account there a person is: the first that came with their verified OAuth e-mail, and no other from then on. An address may pass
-- to somebody else; the provider's own name for an account does not (OpenID Connect Core 1.0, 5.7).
create table google_links (
  tenant_id integer not null,
  user_id uuid not null,
  issuer text collate "C" not null,
  subject text collate "C" not null check (length(subject) between 1 and 255),
  linked_at timestamptz not null,
  primary key (tenant_id, user_id, issuer),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
create unique index google_links_subject on google_links (tenant_id, issuer, subject);
call wall('google_links', 'select, insert, delete');

-- Another OAuth e-mail, or none, begins anew: on every path that writes one.
create function forget_google_links() returns trigger language plpgsql as $$
begin
  delete from google_links where tenant_id = new.tenant_id and user_id = new.id;
  return null;
end $$;
create trigger forget_google_links after update of oauth_email_key on users
  for each row when (old.oauth_email_key is distinct from new.oauth_email_key) execute function forget_google_links();

-- A tenant switches it on, and may say of which domains the accounts must be.
alter table policies
  add column google_sign_in boolean not null default false,
  add column google_domains text[] not null default '{}';

-- Whether a session began with a password. One that did not is never led to replace a temporary password, which it has not shown (S11).
alter table sessions add column by_password boolean not null default true;
