-- How far a session has come, and what a tenant demands of signing in (AUTH-6, HOUSE-7).

-- A session begins when a password, or what stands for it, is proved; until it is `whole`, nothing is served but the step that it waits for.
alter table sessions add column stage text not null default 'whole'
  check (stage in ('second-step', 'new-password', 'set-up-second-step', 'whole'));
-- What a tenant demands; whoever has no row has these defaults. `version` is what If-Match names.
create table policies (
  tenant_id integer primary key references tenants (id),
  -- Untouched for so long, a session is over; opened so long ago, too (S20; NIST SP 800-63B-4, AAL2).
  idle_minutes integer not null default 60 check (idle_minutes between 5 and 60),
  absolute_minutes integer not null default 1440 check (absolute_minutes between 15 and 1440),
  second_step_required boolean not null default false,
  -- Domains that exported lists may be mailed to beside those of the tenant's own users (BULK-7).
  export_domains text[] not null default '{}',
  version integer not null default 1,
  check (idle_minutes <= absolute_minutes)
);
call wall('policies', 'select, insert, update');

-- A role can demand the second step of whoever holds it.
alter table roles add column second_step_required boolean not null default false;

-- Tenant by tenant, since row level security holds here too: sessions keep their place, and administrators of tenants that stand
-- already may do what new ones may.
do $$
declare tenant integer;
begin
  for tenant in select all_tenant_ids() loop
    perform set_config('rollcall.tenant', tenant::text, true);
    update sessions set stage = 'new-password' where tenant_id = tenant and must_change_password;
    update roles set permissions = permissions || '{users.unlock,users.reset-authenticator,users.invite,users.addresses}'
      where tenant_id = tenant and built_in = 'administrator';
  end loop;
  perform set_config('rollcall.tenant', '', true);
end $$;
alter table sessions drop column must_change_password;
