-- Call records and what is counted from them (LOG-4; docs/decisions/0020).
--
-- Named by what its sender calls it, so that a record that comes twice is one call. No foreign keys: a person's row is never
-- taken away, only emptied, and a check for each of ten thousand rows a second would cost as much as the row.
create table calls (
  tenant_id integer not null,
  source text collate "C" not null,
  id text collate "C" not null,
  user_id uuid not null,
  -- As the record named the person.
  agent text collate "C" not null,
  -- The day of the call where the person works. It stays when the person moves: what was counted must be found again.
  day date not null,
  direction text not null check (direction in ('inbound', 'outbound', 'internal')),
  outcome text not null check (outcome in ('answered', 'unanswered', 'busy', 'failed', 'voicemail')),
  started_at timestamptz not null,
  answered_at timestamptz,
  ended_at timestamptz,
  talk_seconds integer not null check (talk_seconds >= 0),
  from_number text,
  to_number text,
  queue text,
  -- The sender's own count of its versions of the record.
  revision integer not null default 0,
  primary key (tenant_id, source, id)
);
call wall('calls', 'select, insert, update');

-- What lists and charts read: one narrow row for each person and day. It follows from the calls, by triggers, and nothing
-- else writes it. `recent` says that its calls are among those of the last thirty days below.
create table call_days (
  tenant_id integer not null,
  user_id uuid not null,
  day date not null,
  calls integer not null,
  handled integer not null,
  missed integer not null,
  talk_seconds bigint not null,
  recent boolean not null,
  primary key (tenant_id, user_id, day)
) with (fillfactor = 80);
create index call_days_by_day on call_days (tenant_id, day, user_id);
create index call_days_recent on call_days (tenant_id, day) where recent;
call wall('call_days', 'select, insert, update');

-- Calls handled in the last thirty days, by which the list of users sorts.
create table recent_calls (
  tenant_id integer not null,
  user_id uuid not null,
  handled integer not null,
  primary key (tenant_id, user_id)
);
create index recent_calls_by_handled on recent_calls (tenant_id, handled, user_id);
call wall('recent_calls', 'select, insert, update');

-- Adds what a statement changed, in one order for everybody, so that two senders wait for each other and never in a ring.
create function add_up_calls(tenant integer, people uuid[], days date[], more_calls integer[], more_handled integer[],
  more_missed integer[], more_talk bigint[]) returns void language sql as $$
  with change as materialized (
    select * from unnest(people, days, more_calls, more_handled, more_missed, more_talk)
      as c (user_id, day, calls, handled, missed, talk)
  ), counted as (
    insert into call_days as d (tenant_id, user_id, day, calls, handled, missed, talk_seconds, recent)
    select tenant, user_id, day, calls, handled, missed, talk, day > (now() at time zone 'UTC')::date - 30
    from change order by user_id, day
    on conflict (tenant_id, user_id, day) do update set calls = d.calls + excluded.calls, handled = d.handled + excluded.handled,
      missed = d.missed + excluded.missed, talk_seconds = d.talk_seconds + excluded.talk_seconds
    returning user_id, day, recent
  )
  insert into recent_calls as r (tenant_id, user_id, handled)
  select tenant, user_id, sum(change.handled) from change join counted using (user_id, day)
  where counted.recent group by user_id order by user_id
  on conflict (tenant_id, user_id) do update set handled = r.handled + excluded.handled;
$$;

create function follow_calls() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    perform add_up_calls(tenant_id, array_agg(user_id), array_agg(day), array_agg(calls), array_agg(handled), array_agg(missed), array_agg(talk))
    from (
      select tenant_id, user_id, day, count(*)::integer as calls, (count(*) filter (where outcome = 'answered'))::integer as handled,
        (count(*) filter (where outcome <> 'answered' and direction <> 'outbound'))::integer as missed, sum(talk_seconds) as talk
      from taken group by tenant_id, user_id, day) c group by tenant_id;
  else
    perform add_up_calls(tenant_id, array_agg(user_id), array_agg(day), array_agg(calls), array_agg(handled), array_agg(missed), array_agg(talk))
    from (
      select tenant_id, user_id, day, sum(one)::integer as calls, (coalesce(sum(one) filter (where outcome = 'answered'), 0))::integer as handled,
        (coalesce(sum(one) filter (where outcome <> 'answered' and direction <> 'outbound'), 0))::integer as missed,
        sum(one * talk_seconds)::bigint as talk
      from (
        select 1 as one, tenant_id, user_id, day, outcome, direction, talk_seconds from taken
        union all select -1, tenant_id, user_id, day, outcome, direction, talk_seconds from replaced) both_sides
      group by tenant_id, user_id, day) c group by tenant_id;
  end if;
  return null;
end $$;
create trigger calls_counted after insert on calls referencing new table as taken
  for each statement execute function follow_calls();
create trigger calls_recounted after update on calls referencing new table as taken old table as replaced
  for each statement execute function follow_calls();

-- Days that are thirty days old now are recent no more; answers how many rows that were.
create function age_calls(tenant integer, most integer) returns integer language sql as $$
  with old as materialized (
    select user_id, day from call_days
    where tenant_id = tenant and recent and day <= (now() at time zone 'UTC')::date - 30
    order by user_id, day limit most for update
  ), aged as (
    update call_days d set recent = false from old
    where d.tenant_id = tenant and d.user_id = old.user_id and d.day = old.day and d.recent
    returning d.user_id, d.handled
  ), less as (
    insert into recent_calls as r (tenant_id, user_id, handled)
    select tenant, user_id, -sum(handled) from aged group by user_id order by user_id
    on conflict (tenant_id, user_id) do update set handled = r.handled + excluded.handled
  )
  select count(*)::integer from aged;
$$;

-- Records that could not be counted, as they came, until somebody mends or dismisses them.
create table calls_aside (
  tenant_id integer not null,
  source text collate "C" not null,
  -- The sender's; of a record without one, a digest of what it says.
  record_id text collate "C" not null,
  -- In the order in which they came.
  id uuid not null,
  cause text not null,
  -- Whom it named that nobody is, by which many are mended at once.
  agent_kind text,
  agent_name text collate "C",
  record jsonb not null,
  met_at timestamptz not null,
  primary key (tenant_id, source, record_id)
);
create unique index calls_aside_by_id on calls_aside (tenant_id, id);
create index calls_aside_by_agent on calls_aside (tenant_id, cause, agent_kind, agent_name, id);
call wall('calls_aside', 'select, insert, update, delete');

-- Whose calls those are that name somebody unknown: "extension 2040" is Ana; nobody, where there is no user.
create table call_aliases (
  tenant_id integer not null,
  kind text not null,
  name text collate "C" not null,
  user_id uuid,
  primary key (tenant_id, kind, name),
  foreign key (tenant_id, user_id) references users (tenant_id, id)
);
call wall('call_aliases', 'select, insert, update');
