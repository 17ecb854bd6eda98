-- Who started, decided, closed and planned in access reviews is named there; whoever is erased is so no longer (LOG-1). Everything
-- else of a closed review stands as it is.

-- By whom a plan was made, so that they are found; unknown of those that were made before and whose plan is gone by now.
alter table review_plans add column made_by uuid;
do $$
declare tenant integer;
begin
  for tenant in select all_tenant_ids() loop
    perform set_config('rollcall.tenant', tenant::text, true);
    update review_plans made set made_by = p.actor_id::uuid from plans p
    where made.tenant_id = tenant and p.tenant_id = tenant and p.id = made.plan_id and p.actor_kind in ('user', 'key');
  end loop;
  perform set_config('rollcall.tenant', '', true);
end $$;

grant update (by_name) on review_decisions to rollcall_app;
grant update (made_by_name) on review_plans to rollcall_app;

create function is_name_or_erased(was text, becomes text) returns boolean language sql immutable as $$
  select becomes is not distinct from was or (was is not null and becomes = 'Erased user')
$$;

create or replace function closed_review_stays() returns trigger language plpgsql as $$
begin
  if to_jsonb(new) - '{started_by_name,closed_by_name}'::text[] = to_jsonb(old) - '{started_by_name,closed_by_name}'::text[]
    and is_name_or_erased(old.started_by_name, new.started_by_name) and is_name_or_erased(old.closed_by_name, new.closed_by_name)
  then return new;
  end if;
  raise exception 'a closed review does not change' using errcode = 'restrict_violation';
end $$;

drop trigger notes_only_go on review_decisions;
drop function notes_only_go();
create function only_forgotten() returns trigger language plpgsql as $$
begin
  raise exception 'a word of a review does not change' using errcode = 'restrict_violation';
end $$;
create trigger only_forgotten before update on review_decisions for each row
  when ((new.note is not null and new.note is distinct from old.note) or not is_name_or_erased(old.by_name, new.by_name))
  execute function only_forgotten();
create trigger only_forgotten before update on review_plans for each row
  when (not is_name_or_erased(old.made_by_name, new.made_by_name)) execute function only_forgotten();
