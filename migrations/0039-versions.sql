-- A saved view and a passkey say which version they are of, so that nobody changes or takes away what another one changed meanwhile.
alter table saved_views add column version integer not null default 1;
alter table user_passkeys add column version integer not null default 1;
