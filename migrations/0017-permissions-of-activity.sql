-- What users do, and the rest of the house, have permissions of their own (SPEC 7 and 8). The built-in roles of tenants that stand
-- already may do what those of new ones may; tenant by tenant, since row level security holds here too.
do $$
declare tenant integer;
begin
  for tenant in select all_tenant_ids() loop
    perform set_config('rollcall.tenant', tenant::text, true);
    update roles set permissions = permissions
        || '{activity.read,activity.send,calls.read,leads.manage,health.manage,reviews.manage}'
      where tenant_id = tenant and built_in = 'administrator';
    update roles set permissions = permissions || '{activity.read,calls.read}'
      where tenant_id = tenant and built_in in ('manager', 'auditor');
  end loop;
  perform set_config('rollcall.tenant', '', true);
end $$;
