-- What people did (LOG-2): one line for each time that somebody signed in or out, called, wrote a message … What was changed of
-- them stands in the history, and is put between these lines when somebody reads.
--
-- Append-only by grants: the program may insert and read. `id` orders lines of one millisecond.
create table activity (
  tenant_id integer not null,
  at timestamptz(3) not null,
  id uuid not null,
  -- All zeros where a try to sign in named nobody.
  user_id uuid not null,
  kind text not null check (kind in ('signed-in', 'signed-out', 'sign-in-failed', 'call', 'message', 'note', 'lead')),
  -- A word of the program's: why a session ended.
  detail text,
  -- What was said or written, and the same as search reads it.
  text text,
  search text collate "C",
  address inet,
  -- The system around that sent it, as it calls itself.
  source text,
  primary key (tenant_id, at, id)
) partition by range (at);
-- The kind stands last, so that a seldom one is looked for in the index and not in the lines.
create index activity_by_user on activity (tenant_id, user_id, at, id, kind);
create index activity_by_kind on activity (tenant_id, kind, at, id);
create index activity_by_address on activity (tenant_id, address, at, id) where address is not null;
create index activity_search on activity using gin (search gin_trgm_ops) where search is not null;
call wall('activity', 'select, insert');

-- What a sender's id was taken for already: a digest of the sender and the id, so that a repeat is taken once, whatever month it names.
create table activity_sent (
  tenant_id integer not null,
  key uuid not null,
  primary key (tenant_id, key)
);
call wall('activity_sent', 'select, insert');

-- Read through a door, as the directory is: under a wall a search may use neither the trigrams nor what is known of how often
-- they occur (docs/decisions/0002). The wall stands before everybody but the owner, as which nobody can sign in.
alter table activity owner to rollcall_door;
alter table activity no force row level security;
create view activity_lines as
  select tenant_id, at, id, user_id, kind, detail, text, search, address, source from activity where tenant_id = current_tenant();
alter view activity_lines owner to rollcall_door;
grant select on activity_lines to rollcall_app;

-- Whatever month a line names, it is taken: those without a partition of their own go here.
create table activity_earlier partition of activity default;
alter table activity_earlier owner to rollcall_door;

-- Makes the partitions of so many months before and after this one. A month of which lines stand in the default stays there
-- whole: PostgreSQL would refuse to part them. What strangers tried in tenants that do not exist is nobody's, and is swept away.
create function keep_activity(months_behind integer, months_ahead integer) returns void
  language plpgsql security definer set search_path = public as $$
declare
  month date;
begin
  for i in -least(greatest(months_behind, 0), 120) .. least(greatest(months_ahead, 0), 24) loop
    month := date_trunc('month', now() at time zone 'UTC')::date + make_interval(months => i);
    if to_regclass('activity_' || to_char(month, 'YYYY_MM')) is null and not exists (
      select from activity_earlier where at >= month::timestamp at time zone 'UTC' and at < (month + interval '1 month') at time zone 'UTC'
    ) then
      execute format('create table %I partition of activity for values from (%L) to (%L)',
        'activity_' || to_char(month, 'YYYY_MM'),
        month::timestamp at time zone 'UTC', (month + interval '1 month') at time zone 'UTC');
    end if;
  end loop;
  delete from activity where tenant_id = 0;
end $$;
alter function keep_activity(integer, integer) owner to rollcall_door;
revoke all on function keep_activity(integer, integer) from public;
grant execute on function keep_activity(integer, integer) to rollcall_app;
select keep_activity(1, 3);

-- Erasing people takes what their lines say and where they were; that there was something, and when, stays.
create function forget_activity(people uuid[]) returns void
  language sql security definer set search_path = public as $$
  update activity set text = null, search = null, address = null
    where tenant_id = current_tenant() and user_id = any (people) and (text is not null or address is not null);
$$;
alter function forget_activity(uuid[]) owner to rollcall_door;
revoke all on function forget_activity(uuid[]) from public;
grant execute on function forget_activity(uuid[]) to rollcall_app;

-- Of changes, what somebody made, and what was made from an address, is asked for as well.
create index change_sets_by_address on change_sets (tenant_id, address, at, id) where address is not null;
create index change_sets_by_actor on change_sets (tenant_id, actor_id, at, id);
