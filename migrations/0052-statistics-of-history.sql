-- A job has just written a million entries, and the planner goes by what history was before it: a month with one entry has as many
-- tenants as entries, so that the tenant's whole month was read for each person of an undo. Only the owner may have it looked at.
create function analyze_history(since timestamptz, until timestamptz) returns void
  language plpgsql security definer set search_path = public as $$
declare
  month date := date_trunc('month', since)::date;
  months text[];
begin
  select array_agg(distinct coalesce(to_regclass('history_' || to_char(m, 'YYYY_MM'))::text, 'history_earlier')) into months
  from generate_series(month, least(until, since + interval '2 years'), interval '1 month') m;
  for i in 1 .. coalesce(array_length(months, 1), 0) loop
    execute format('analyze %I', months[i]);
  end loop;
end $$;
revoke all on function analyze_history(timestamptz, timestamptz) from public;
grant execute on function analyze_history(timestamptz, timestamptz) to rollcall_app;
