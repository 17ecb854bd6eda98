-- The job queue: a role, a schema and one door of its own (docs/decisions/0006-jobs.md).
--
-- graphile-worker's tables have row level security and no policy: to any role but their owner they are silently empty.
-- So they belong to rollcall_jobs, which the workers' pool signs in as and which has no right on anything else. What is
-- in graphile_worker is made by that package's own migrations, run as this role after ours.
do $$
begin
  if not exists (select from pg_roles where rolname = 'rollcall_jobs') then
    create role rollcall_jobs login nosuperuser nocreatedb nocreaterole nobypassrls;
  end if;
  if not (select rolsuper from pg_roles where rolname = current_user) then
    execute format('grant rollcall_jobs to %I', current_user);
  end if;
end $$;

create schema graphile_worker authorization rollcall_jobs;
create schema jobs authorization rollcall_jobs;
grant usage on schema jobs to rollcall_app;

set local role rollcall_jobs;

-- The package would make its schema and this table by itself, but asks for CREATE on the whole database to do so.
create table graphile_worker.migrations (
  id int primary key,
  ts timestamptz not null default now(),
  breaking boolean not null default false
);

-- The one door: the program puts a job beside the rows that it is about, and the two commit together. `key` makes a
-- waiting job of the same name and key be replaced instead of joined by a second one.
create function jobs.enqueue(name text, payload json, key text, run_at timestamptz, queue text, attempts int)
  returns void language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform graphile_worker.add_job(
    name, payload, queue_name := queue, run_at := run_at, max_attempts := attempts,
    job_key := name || ':' || key);
end $$;
revoke all on function jobs.enqueue(text, json, text, timestamptz, text, int) from public;
grant execute on function jobs.enqueue(text, json, text, timestamptz, text, int) to rollcall_app;

reset role;

-- What looks across the wall between tenants is for the program alone, not for every role that can sign in.
revoke execute on function all_tenant_ids(), tenant_by_slug(text), new_tenant_id() from public;
grant execute on function all_tenant_ids(), tenant_by_slug(text), new_tenant_id() to rollcall_app;
