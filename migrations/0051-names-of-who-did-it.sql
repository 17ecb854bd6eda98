-- Whoever did something is named in the record of it, and is forgotten there too when they are erased (LOG-1). The chain covers a
-- salted hash of the name of a user; name and salt can go. What was written before is covered by its name itself, and keeps it.
alter table change_sets add column actor_salt bytea, add column actor_hash bytea,
  add check (actor_salt is null or actor_hash is not null);

-- An operator is named in tenants below their own as well. Nothing but the name of somebody who was erased can go this way (S42).
create policy door on change_sets to rollcall_door
  using (home_tenant_id = current_tenant()) with check (home_tenant_id = current_tenant());
grant select, update (actor_name, actor_salt) on change_sets to rollcall_door;

create function forget_actors(ids uuid[]) returns void language sql volatile security definer set search_path = public
  begin atomic
    update change_sets c set actor_name = 'Erased user', actor_salt = null
    from users u
    where u.tenant_id = current_tenant() and u.id = any(ids) and u.erased_at is not null
      and c.tenant_id in (select t.id from tenants t where t.id = current_tenant() or t.parent_id = current_tenant())
      and c.home_tenant_id = u.tenant_id and c.actor_kind = 'user' and c.actor_id = u.id::text and c.actor_salt is not null;
  end;
alter function forget_actors(uuid[]) owner to rollcall_door;
revoke all on function forget_actors(uuid[]) from public;
grant execute on function forget_actors(uuid[]) to rollcall_app;
