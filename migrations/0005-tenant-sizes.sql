-- How many people there are in the tenant and in each below it: numbers alone, for the operators' page.
create function tenant_sizes() returns table (tenant_id integer, users bigint)
  language sql stable security definer set search_path = public
  begin atomic
    select d.tenant_id, count(*)
    from tenants t join directory d on d.tenant_id = t.id
    where t.id = current_tenant() or t.parent_id = current_tenant()
    group by d.tenant_id;
  end;
alter function tenant_sizes() owner to rollcall_door;
revoke all on function tenant_sizes() from public;
grant execute on function tenant_sizes() to rollcall_app;
