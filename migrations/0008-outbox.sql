-- Mail on its way out (HOUSE-4): a row for each mail, written in the transaction that wants it sent.
--
--   kept      nothing goes out from here: it is read in the console
--   waiting   for its first try, or for the next
--   sending   the mail server has said that it will take it; from here on only an answer tells
--   sent      the server has it
--   perhaps   no answer came, so nobody knows; it is not sent again unless somebody says so
--   failed    refused for good, or tried for too long
create table outbox (
  tenant_id integer not null references tenants (id),
  id uuid not null,
  state text not null check (state in ('kept', 'waiting', 'sending', 'sent', 'perhaps', 'failed')),
  template text not null,
  to_address text not null,
  to_name text not null default '',
  subject text not null,
  language text not null,
  -- Whom it is about, so that who sees that person sees it, and erasing the person erases it.
  user_id uuid,
  -- Fixed before the first byte leaves, and the same at every further try: mailboxes know a second one by it.
  message_id text,
  attempts integer not null default 0,
  created_at timestamptz not null,
  next_at timestamptz,
  sending_at timestamptz,
  ended_at timestamptz,
  -- What the mail server said last.
  answer text,
  -- A link in it works no longer: it is not sent after that, and its words are forgotten.
  good_until timestamptz not null,
  -- What waited in a backup may have been sent since (0004, history_epochs).
  epoch integer not null default current_epoch(),
  primary key (tenant_id, id)
);
create index outbox_by_state on outbox (tenant_id, state, id);
create index outbox_by_user on outbox (tenant_id, user_id) where user_id is not null;
call wall('outbox', 'select, insert, update, delete');

-- Its words may hold a link that lets somebody in: sealed, apart, and gone when they have been sent.
create table outbox_words (
  tenant_id integer not null,
  mail_id uuid not null,
  sealed text not null,
  primary key (tenant_id, mail_id)
);
call wall('outbox_words', 'select, insert, delete');

-- The built-in roles of tenants that are there already learn of the new permissions.
do $$
declare
  tenant integer;
begin
  for tenant in select all_tenant_ids() loop
    perform set_config('rollcall.tenant', tenant::text, true);
    update roles set permissions = permissions || '{mail.read,mail.send}'
      where tenant_id = tenant and built_in = 'administrator' and not permissions && '{mail.read,mail.send}';
    update roles set permissions = permissions || '{mail.read}'
      where tenant_id = tenant and built_in = 'auditor' and not permissions && '{mail.read}';
  end loop;
  perform set_config('rollcall.tenant', '', true);
end $$;
