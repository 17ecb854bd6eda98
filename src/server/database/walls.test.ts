/** S27, rule 10: two walls between tenants. Here the first one, the tenant in each statement, is taken out. */
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { world } from '#test/world.ts'

const w = await world()
const { nordlys, harbour } = w.tenants
const app = new pg.Client(w.database.config)
await app.connect()
afterAll(() => app.end())

/** A statement of the program's role with this tenant set, or none. */
async function as(tenant: number | null, statement: string, values: unknown[] = []) {
  await app.query("select set_config('rollcall.tenant', $1, false)", [tenant === null ? '' : String(tenant)])
  return app.query(statement, values)
}
const catalogue = async <T>(query: ReturnType<typeof sql<T>>): Promise<T[]> => (await query.execute(w.db)).rows

type Relation = {
  name: string
  kind: string
  secured: boolean
  forced: boolean
  partition: boolean
  readable: boolean
  writable: boolean
}
/** Every table, partition and view that has a tenant, from the catalogue: a new one is under test by itself. */
const relations = await catalogue(sql<Relation>`
  select c.relname as name, c.relkind as kind, c.relrowsecurity as secured, c.relforcerowsecurity as forced, c.relispartition as partition,
    has_table_privilege('rollcall_app', c.oid, 'select') as readable,
    has_table_privilege('rollcall_app', c.oid, 'insert, update, delete, truncate') as writable
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
    and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
  order by c.relname`)
const tables = relations.filter((r) => ['r', 'p'].includes(r.kind) && !r.partition).map((r) => r.name)
const views = relations.filter((r) => r.kind === 'v').map((r) => r.name)

/** Every table has a row of each tenant, so that a wall that is down shows. */
async function furnish() {
  const person = { [nordlys.tenantId]: w.people.jon.id, [harbour.tenantId]: w.people.hugo.id }
  for (const { tenantId } of [nordlys, harbour]) {
    const user_id = person[tenantId]!
    const own = { tenant_id: tenantId, user_id }
    const now = new Date()
    const id = user_id.replace(/^......../, '00000000')
    const { id: queue_id } = await w.db
      .insertInto('queues')
      .values({ tenant_id: tenantId, name: 'Wall', name_key: 'wall' })
      .returning('id')
      .executeTakeFirstOrThrow()
    // A row that its trigger would take away at the commit.
    await w.db.transaction().execute(async (trx) => {
      await sql`set local session_replication_role = replica`.execute(trx)
      await sql`insert into directory_arrivals (tenant_id, people) values (${tenantId}, array[${user_id}::uuid])`.execute(
        trx,
      )
    })
    await w.db
      .insertInto('queue_members')
      .values({ ...own, queue_id })
      .execute()
    await w.db
      .insertInto('group_members')
      .values({
        ...own,
        group_id: tenantId === nordlys.tenantId ? nordlys.skills['billing']! : harbour.skills['billing']!,
      })
      .execute()
    await w.db
      .insertInto('extensions')
      .values({ ...own, pbx_id: 0, number: '1', virtual: false })
      .execute()
    await w.db
      .insertInto('calls')
      .values({
        ...{ ...own, source: 'wall', id: 'wall', day: now.toISOString(), direction: 'inbound' },
        ...{ outcome: 'answered', started_at: now, talk_seconds: 1 },
      })
      .execute()
    await w.db
      .insertInto('calls_aside')
      .values({ tenant_id: tenantId, source: 'wall', record_id: 'wall', id, cause: 'no-id', record: '{}', met_at: now })
      .execute()
    await w.db.insertInto('call_aliases').values({ tenant_id: tenantId, kind: 'phone', name: 'wall' }).execute()
    await w.db.insertInto('leads').values({ tenant_id: tenantId, id, name: 'Lead' }).execute()
    await w.db.insertInto('lead_turns').values({ tenant_id: tenantId }).execute()
    await w.db
      .insertInto('callbacks')
      .values({ ...own, id, lead_id: id, due_at: now, time_zone: 'UTC', created_at: now })
      .execute()
    await w.db
      .insertInto('user_secrets')
      .values({ ...own, kind: 'sip', sealed: 'x' })
      .execute()
    await w.db
      .insertInto('user_pictures')
      .values({ ...own, media_type: 'image/png', bytes: Buffer.from('x') })
      .execute()
    await w.db
      .insertInto('user_sign_ins')
      .values({ ...own, last_at: now })
      .execute()
    await w.db
      .insertInto('custom_fields')
      .values({ tenant_id: tenantId, key: 'wall', label: 'Wall', type: 'text' })
      .execute()
    await w.db
      .insertInto('api_keys')
      .values({
        tenant_id: tenantId,
        id,
        name: 'Wall',
        token_hash: Buffer.from(id),
        permissions: [],
        created_by: 'wall',
      })
      .execute()
    await w.db
      .insertInto('idempotency_keys')
      .values({ tenant_id: tenantId, actor: 'x', key: 'x', request_hash: Buffer.from('x') })
      .execute()
    await w.db
      .insertInto('recovery_links')
      .values({
        ...own,
        kind: 'forgot',
        token_hash: Buffer.alloc(32),
        standing: Buffer.from('x'),
        made_at: now,
        expires_at: new Date(now.getTime() + 1),
      })
      .execute()
    await w.db
      .insertInto('availability_words')
      .values({ ...own, at: now, state: 'break' })
      .execute()
    await w.db
      .insertInto('availability')
      .values({ ...own, state: 'break', since: now, at: now })
      .execute()
    await w.db
      .insertInto('registrations')
      .values({ ...own, contact: 'wall', expires_at: now, at: now })
      .execute()
    await w.db.insertInto('preferences').values(own).execute()
    await w.db.insertInto('health_rules').values({ tenant_id: tenantId, id: 'wall' }).execute()
    await w.db
      .insertInto('health_counts')
      .values({ tenant_id: tenantId, rule_id: 'wall', day: '2026-01-01', found: 1 })
      .execute()
    await w.db
      .insertInto('reviews')
      .values({
        ...{ tenant_id: tenantId, id, name: 'Wall', reviewer_id: own.user_id, undecided: 'keep', due_on: '2026-01-01' },
        ...{ started_by: id, started_by_name: 'Wall', started_at: now },
      })
      .execute()
    await w.db
      .insertInto('review_schedules')
      .values({
        ...{ tenant_id: tenantId, id, name: 'Wall', reviewer_id: own.user_id, undecided: 'keep', every: 'month' },
        ...{ next_on: '2999-01-01', day_of_month: 1, days: 14 },
        ...{ owner_kind: 'user', owner_id: own.user_id, owner_home_id: tenantId, owner_name: 'Wall' },
      })
      .execute()
    const reviewed = { ...own, review_id: id }
    await w.db
      .insertInto('review_rows')
      .values({ ...reviewed, risk: 0, hints: [], two_step: false, roles: '[]', queues: [] })
      .execute()
    await w.db
      .insertInto('review_decisions')
      .values({ ...reviewed, decision: 'keep', by_name: 'Wall', at: now })
      .execute()
    await w.db
      .insertInto('review_plans')
      .values({
        ...{ tenant_id: tenantId, review_id: id, plan_id: id, decision: 'reduce', people: 1 },
        ...{ made_by_name: 'Wall', made_at: now },
      })
      .execute()
    const { id: role_id } = await w.db
      .selectFrom('roles')
      .select('id')
      .where('tenant_id', '=', tenantId)
      .executeTakeFirstOrThrow()
    await w.db.insertInto('checklists').values({ tenant_id: tenantId, role_id }).execute()
    const { id: training_id } = await w.db
      .insertInto('trainings')
      .values({ tenant_id: tenantId, role_id, place: 0, title: 'Wall', days: 1, added_on: '2026-01-01' })
      .returning('id')
      .executeTakeFirstOrThrow()
    await w.db
      .insertInto('set_ups')
      .values({ ...own, started_at: now })
      .execute()
    await w.db
      .insertInto('training_ticks')
      .values({ ...own, training_id, at: now })
      .execute()
    await w.db.insertInto('policies').values({ tenant_id: own.tenant_id }).execute()
    await w.db
      .insertInto('sign_in_tries')
      .values({ ...own, subject: id, device: id, failures: 1, recent: 1, first_at: now, last_at: now })
      .execute()
    await w.db
      .insertInto('known_devices')
      .values({ ...own, id, token_hash: Buffer.from('x'), created_at: now, last_used_at: now })
      .execute()
    await w.db.insertInto('tenant_address_lists').values({ tenant_id: own.tenant_id }).execute()
    await w.db.insertInto('user_address_lists').values(own).execute()
    await w.db
      .insertInto('user_authenticators')
      .values({ ...own, sealed: 'x', last_step: 0, set_up_at: now })
      .execute()
    await w.db
      .insertInto('authenticator_offers')
      .values({ ...own, sealed: 'x', offered_at: now })
      .execute()
    await w.db
      .insertInto('user_backup_codes')
      .values({ ...own, hash: Buffer.from('x') })
      .execute()
    await w.db
      .insertInto('user_passkeys')
      .values({
        ...{ ...own, id, credential_id: 'x', public_key: Buffer.from('x'), counter: 0, transports: [] },
        ...{ name: 'Wall', created_at: now },
      })
      .execute()
    await w.db
      .insertInto('google_links')
      .values({ ...own, issuer: 'https://wall.example', subject: 'x', linked_at: now })
      .execute()
    await w.db
      .insertInto('spent_challenges')
      .values({ tenant_id: tenantId, hash: Buffer.from('x'), expires_at: now })
      .execute()
    await w.db.insertInto('user_second_steps').values(own).execute()
    await w.db
      .insertInto('saved_views')
      .values({ tenant_id: tenantId, owner_id: user_id, name: 'Wall', query: '' })
      .execute()
    await w.db
      .insertInto('history_seals')
      .values({ tenant_id: tenantId, seq: 99, epoch: 1, from_xid: 0, to_xid: 0, entries: 0, hash: Buffer.from('x') })
      .execute()
    const { number: plan } = await w.db
      .insertInto('plans')
      .values({
        ...{ tenant_id: tenantId, id, action: 'wall', params: '{}', target: '{}', state: 'ready', origin: 'api' },
        ...{ actor_kind: 'user', actor_id: user_id, actor_name: 'Wall', home_tenant_id: tenantId },
        ...{ made_at: now, expires_at: now },
      })
      .returning('number')
      .executeTakeFirstOrThrow()
    await w.db
      .insertInto('plan_people')
      .values({ ...own, plan, outcome: 0 })
      .execute()
    await w.db
      .insertInto('plan_exceptions')
      .values({ ...own, plan, outcome: 2 })
      .execute()
    await w.db
      .insertInto('plan_batches')
      .values({ tenant_id: tenantId, plan, number: 0, first_id: user_id, last_id: user_id, people: 1 })
      .execute()
    const { number: draft } = await w.db
      .insertInto('imports')
      .values({
        ...{ tenant_id: tenantId, id, actor_kind: 'user', actor_id: user_id, name: 'Wall' },
        ...{ head: '{}', options: '{}', findings: '{}', checked_at: now, made_at: now, kept_until: now },
      })
      .returning('number')
      .executeTakeFirstOrThrow()
    const row = { tenant_id: tenantId, import: draft, line: 2 }
    await w.db
      .insertInto('import_rows')
      .values({ ...row, cells: '[]' })
      .execute()
    await w.db
      .insertInto('import_outcomes')
      .values({ ...row, user_id, outcome: 0, name: 'Wall' })
      .execute()
    await w.db
      .insertInto('import_matches')
      .values({
        ...{ tenant_id: tenantId, actor_kind: 'user', actor_id: user_id },
        ...{ header_hash: 'x', columns: '{}', used_at: now },
      })
      .execute()
    await w.db
      .insertInto('outbox')
      .values({
        tenant_id: tenantId,
        id,
        state: 'kept',
        template: 'wall',
        to_address: 'wall@example.com',
        subject: 'Wall',
        language: 'en',
        created_at: now,
        good_until: now,
      })
      .execute()
    await w.db
      .insertInto('exports')
      .values({
        ...{
          tenant_id: tenantId,
          id,
          state: 'ready',
          format: 'csv',
          columns: ['username'],
          target: '{}',
          sort: 'name',
        },
        ...{ actor_kind: 'user', actor_id: user_id, actor_name: 'Wall', home_tenant_id: tenantId, origin: 'api' },
        ...{ made_at: now, touched_at: now },
      })
      .execute()
    await w.db
      .insertInto('export_parts')
      .values({ tenant_id: tenantId, export_id: id, number: 0, bytes: Buffer.from('x') })
      .execute()
    await w.db
      .insertInto('activity')
      .values({ ...own, id, at: now, kind: 'note' })
      .execute()
    await w.db.insertInto('activity_sent').values({ tenant_id: tenantId, key: id }).execute()
    await w.db.insertInto('outbox_words').values({ tenant_id: tenantId, mail_id: id, sealed: 'x' }).execute()
  }
  await w.as('jon').get('/session')
  await w.as('hugo').get('/session')
}
await furnish()

const countOf = async (tenant: number | null, relation: string, where = 'true') =>
  Number((await as(tenant, `select count(*) as count from ${relation} where ${where}`)).rows[0].count)

test('every table of a tenant’s data is found', () => {
  expect(tables).toEqual(
    expect.arrayContaining([
      'users',
      'directory',
      'role_grants',
      'history',
      'history_personal',
      'user_passwords',
      'sessions',
      'api_keys',
    ]),
  )
  expect(views).toContain('people')
})

describe.each(tables)('S27 %s', (table) => {
  test('is walled, for its owner too', () => {
    const { secured, forced } = relations.find((r) => r.name === table)!
    // The owner of these is the door, as which nobody can sign in, and which reads them for its views.
    expect({ secured, forced }).toEqual({ secured: true, forced: !['directory', 'activity'].includes(table) })
  })

  test('answers nothing when no tenant is set, or one that does not exist', async () => {
    expect(await countOf(null, table)).toBe(0)
    expect(await countOf(99_999_999, table)).toBe(0)
  })

  test('shows a tenant its own rows, and none of another’s to whoever asks for them by name', async () => {
    const [{ all }] = (await catalogue(
      sql<{ all: number }>`select count(*) as "all" from ${sql.table(table)} where tenant_id = ${nordlys.tenantId}`,
    )) as [{ all: number }]
    expect(all).toBeGreaterThan(0)
    expect(await countOf(nordlys.tenantId, table)).toBe(all)
    expect(await countOf(harbour.tenantId, table, `tenant_id = ${nordlys.tenantId}`)).toBe(0)
    expect(await countOf(harbour.tenantId, table, `tenant_id <> ${harbour.tenantId}`)).toBe(0)
  })

  test('lets no row be changed, moved or made in another tenant', async () => {
    const before = await catalogue(sql`select * from ${sql.table(table)} order by ${sql.table(table)}::text`)
    const tries = [
      [harbour.tenantId, `update ${table} set tenant_id = ${harbour.tenantId} where tenant_id = ${nordlys.tenantId}`],
      [harbour.tenantId, `update ${table} set tenant_id = ${nordlys.tenantId}`],
      [null, `update ${table} set tenant_id = ${nordlys.tenantId}`],
      [harbour.tenantId, `delete from ${table} where tenant_id = ${nordlys.tenantId}`],
      [null, `delete from ${table}`],
      [harbour.tenantId, `insert into ${table} select * from ${table} where tenant_id = ${nordlys.tenantId}`],
    ] as const
    for (const [tenant, statement] of tries) {
      const changed = await as(tenant, statement).then(
        (r) => r.rowCount,
        (error: { code: string }) => error.code,
      )
      // Nothing matched, or the role or the wall refused it (42501).
      expect([statement, changed === 0 || changed === '42501']).toEqual([statement, true])
    }
    expect(await catalogue(sql`select * from ${sql.table(table)} order by ${sql.table(table)}::text`)).toEqual(before)
  })

  test('is truncated by nobody', async () => {
    await expect(as(nordlys.tenantId, `truncate ${table}`)).rejects.toMatchObject({ code: '42501' })
  })
})

test.each(views)('S27 the view %s keeps the wall', async (view) => {
  expect(await countOf(null, view)).toBe(0)
  expect(await countOf(harbour.tenantId, view)).toBeGreaterThan(0)
  expect(await countOf(harbour.tenantId, view, `tenant_id <> ${harbour.tenantId}`)).toBe(0)
  const { writable } = relations.find((r) => r.name === view)!
  expect(writable).toBe(false)
})

test('partitions are reached through their table alone', () => {
  const partitions = relations.filter((r) => r.partition)
  expect(partitions.length).toBeGreaterThan(0)
  expect(partitions.filter((r) => r.readable || r.writable)).toEqual([])
})

test('a tenant sees itself and those below it, and the tenants above or beside it not', async () => {
  const seen = async (tenant: number | null) =>
    (await as(tenant, 'select slug from tenants order by slug')).rows.map((r) => r.slug)
  expect(await seen(null)).toEqual([])
  expect(await seen(nordlys.tenantId)).toEqual(['nordlys'])
  expect(await seen(w.tenants.operators.tenantId)).toEqual(['harbour', 'nordlys', 'operator'])
  const { rowCount } = await as(nordlys.tenantId, "update tenants set name = 'Mine'")
  expect(rowCount).toBe(1)
  await expect(
    as(nordlys.tenantId, `update tenants set parent_id = ${harbour.tenantId}, id = ${harbour.tenantId}`),
  ).rejects.toThrow()
})

describe('what the program’s role may do', () => {
  test('no superuser, no BYPASSRLS, owner of nothing, member of nobody, so that no wall is its to open', async () => {
    const roles = await catalogue(sql<Record<string, unknown>>`
      select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication, rolcanlogin from pg_roles
      where rolname in ('rollcall_app', 'rollcall_door') order by rolname`)
    const none = {
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolreplication: false,
    }
    expect(roles).toEqual([
      { rolname: 'rollcall_app', ...none, rolcanlogin: true },
      { rolname: 'rollcall_door', ...none, rolcanlogin: false },
    ])
    expect(await catalogue(sql`select relname from pg_class where relowner = 'rollcall_app'::regrole`)).toEqual([])
    expect(
      await catalogue(
        sql`select roleid::regrole::text as role from pg_auth_members where member = 'rollcall_app'::regrole`,
      ),
    ).toEqual([])
    for (const statement of [
      'set role rollcall_door',
      'alter table users disable row level security',
      'drop policy tenant_wall on users',
      'create table mine ()',
      'set session authorization postgres',
    ])
      await expect(as(nordlys.tenantId, statement)).rejects.toMatchObject({ code: '42501' })
  })

  test('what sees across the wall is this list and nothing else', async () => {
    const functions = await catalogue(sql<{ name: string }>`
      select proname as name from pg_proc where pronamespace = 'public'::regnamespace and prosecdef
        and has_function_privilege('rollcall_app', oid, 'execute') order by proname`)
    expect(functions.map((f) => f.name)).toEqual([
      'all_tenant_ids',
      'analyze_history',
      'analyze_plan_people',
      'ensure_history_partitions',
      'forget_activity',
      'forget_actors',
      'keep_activity',
      'new_tenant_id',
      'tenant_by_slug',
      'tenant_sizes',
    ])
    const doors = await catalogue(
      sql<{
        name: string
      }>`select relname as name from pg_class where relowner = 'rollcall_door'::regrole and relkind in ('v', 'm', 'r', 'p') and not relispartition order by relname`,
    )
    expect(doors.map((d) => d.name)).toEqual(['activity', 'activity_lines', 'directory', 'people', 'prospects'])
    // A view without security_invoker reads as its owner does.
    const open = await catalogue(sql<{ name: string }>`
      select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
        and not coalesce(reloptions @> '{security_invoker=true}', false) order by relname`)
    expect(open.map((v) => v.name)).toEqual(['activity_lines', 'people', 'prospects'])
    const policies = await catalogue(
      sql<{
        name: string
      }>`select tablename || ': ' || policyname as name from pg_policies where policyname <> 'tenant_wall' order by 1`,
    )
    expect(policies.map((p) => p.name)).toEqual(['change_sets: door', 'leads: door', 'tenants: door', 'users: door'])
  })

  test('S42 history is written and read, and never changed', async () => {
    for (const table of ['change_sets', 'history', 'history_seals'])
      for (const statement of [
        `update ${table} set tenant_id = tenant_id`,
        `delete from ${table}`,
        `truncate ${table}`,
      ])
        await expect(as(nordlys.tenantId, statement)).rejects.toMatchObject({ code: '42501' })
    await expect(as(nordlys.tenantId, `update history_personal set changes = '{}'`)).rejects.toMatchObject({
      code: '42501',
    })
  })
})
