-- Somebody has just written a million people into a plan, and the planner believes that there is one: whatever is asked of them next
-- went from each to each. Only the owner of a table may have it looked at.
create function analyze_plan_people() returns void language plpgsql security definer set search_path = public as $$
begin
  analyze plan_people;
end $$;
revoke all on function analyze_plan_people() from public;
grant execute on function analyze_plan_people() to rollcall_app;
