-- Who is there and what they do: availability as other systems tell it, and live registrations of telephones (SPEC 2, LIST-4). In
-- narrow tables of their own, so that no state of a call rewrites a person's row.

-- Every word that came, each at its moment. What somebody was doing at a time is the last word before it, so words may come twice and in
-- any order. Kept for 35 days (docs/decisions/0019).
create table availability_words (
  tenant_id integer not null,
  user_id uuid not null,
  at timestamptz not null,
  state text not null check (state in ('available', 'on-call', 'wrap-up', 'break', 'offline')),
  primary key (tenant_id, user_id, at)
);
call wall('availability_words', 'select, insert, update, delete');
-- They come in about the order of time, so a few pages of index find those of long ago.
create index availability_words_by_age on availability_words using brin (at);

-- What follows from the words: the last one, and when that state began. Lists read it.
create table availability (
  tenant_id integer not null,
  user_id uuid not null,
  state text not null,
  since timestamptz not null,
  -- Of the last word; after a day without another one it is believed no more.
  at timestamptz not null,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references users (tenant_id, id)
) with (fillfactor = 70);
call wall('availability', 'select, insert, update, delete');

-- Telephones that a SIP server has registered (RFC 3261, section 10). One that has expired is no longer there, without a word.
create table registrations (
  tenant_id integer not null,
  user_id uuid not null,
  -- Which telephone, as the SIP server calls it; empty where it does not say.
  contact text not null,
  expires_at timestamptz not null,
  -- When that was said: an older word does not undo a newer one.
  at timestamptz not null,
  primary key (tenant_id, user_id, contact),
  foreign key (tenant_id, user_id) references users (tenant_id, id)
) with (fillfactor = 70);
call wall('registrations', 'select, insert, update, delete');
create index registrations_by_expiry on registrations (tenant_id, expires_at);

-- SIP servers know people by their SIP username.
create index users_by_sip_username on users (tenant_id, sip_username) where sip_username is not null;
