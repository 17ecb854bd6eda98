/** What is asked while the statistics are of before: nobody is compared with everybody. */
import pg from 'pg'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { atWork, plan, readyPlan, run, settle } from '#test/at-work.ts'
import { world } from '#test/world.ts'
import { systemActor } from '#src/server/actor.ts'
import { peopleOf } from './sql/sources.ts'
import { judgeUndo } from './sql/undoing.ts'

const w = await world()
await atWork(w)
const { tenantId } = w.tenants.nordlys
const HOUR = 3_600_000
const job = '00000000-0000-7000-8000-00000000000a'

const { rows: versions } = await sql<{ major: number }>`
  select current_setting('server_version_num')::int / 10000 as major`.execute(w.db)

// PostgreSQL 15 takes the few rows that its statistics promise for cheaper to sort, until it has looked again.
test.runIf(versions[0]!.major >= 18)(
  'the entries of a job that no statistics know of are found person by person',
  async () => {
    const owner = new pg.Client(w.connections.owner)
    await owner.connect()
    await owner.query(`select set_config('rollcall.tenant', $1, false)`, [String(tenantId)])
    await owner.query(
      `insert into history (tenant_id, change_set_id, user_id, at, changes)
     select $1, gen_random_uuid(), gen_random_uuid(), now() - interval '15 days' + n * interval '1 second', '{"site": [1, 2]}'
     from generate_series(1, 20000) n`,
      [tenantId],
    )
    await owner.query('analyze history')
    const ids = await settle(w, 3000)
    await owner.query(
      `insert into history (tenant_id, change_set_id, user_id, at, changes)
     select $1, $2, id, now(), '{"site": [1, 2]}' from unnest($3::uuid[]) id`,
      [tenantId, job, ids],
    )
    await owner.end()
    const now = new Date()
    const [from, to] = [-HOUR, HOUR].map((span) => new Date(now.getTime() + span).toISOString()) as [string, string]
    const judged = judgeUndo({ tenantId, job, from, to }, now, [{ field: 'site', visible: null, refusals: [] }])
    const { rows } = await sql<{ 'QUERY PLAN': string }>`
    explain select p.id, ${judged} from users p where p.tenant_id = ${tenantId}`.execute(w.db)
    const used = rows.flatMap((row) => /Scan using (history\S+)/.exec(row['QUERY PLAN'])?.[1] ?? [])
    expect(used.length).toBeGreaterThan(0)
    expect(used.filter((index) => !index.includes('user_id'))).toEqual([])
  },
)

test('the people of a job are looked up, not compared with everybody of a stretch', async () => {
  const { rows } = await sql<{ stretch: string }>`select gen_random_uuid() as stretch`.execute(w.db)
  const people = peopleOf(
    {
      actor: systemActor(tenantId, 'test'),
      now: new Date(),
      source: { kind: 'job', job: { number: 1 }, who: 'changed', reason: null },
      reachesDeleted: true,
    },
    [null, rows[0]!.stretch],
  )
  const explained = await sql<{ 'QUERY PLAN': string }>`explain select p.id from ${people}`.execute(w.db)
  const lines = explained.rows.map((row) => row['QUERY PLAN'])
  expect(lines.join('\n')).toMatch(/id = ANY/)
  expect(lines.filter((line) => /Semi Join/.test(line))).toEqual([])
})

test('of a plan of many the planner knows how many they are', async () => {
  await settle(w, 1200)
  const { counts } = await plan(w.as('ana'), 'set-time-zone', { everyone: true }, { timeZone: 'Asia/Tokyo' })
  const { rows } = await sql<{ known: number }>`
    select reltuples::int as known from pg_class where oid = 'plan_people'::regclass`.execute(w.db)
  expect(rows[0]!.known).toBe(counts.total)
})

test('before a job of many is taken back, the planner knows what it wrote', async () => {
  const ids = await settle(w, 1100)
  const job = await run(w.as('ana'), await plan(w.as('ana'), 'set-time-zone', { ids }, { timeZone: 'Asia/Seoul' }))
  const owner = new pg.Client(w.connections.owner)
  await owner.connect()
  const month = (await owner.query('select tableoid::regclass::text as name from history order by at desc limit 1'))
    .rows[0]
  // As it is where nobody looked since the first entry of the month.
  await owner.query(`update pg_class set reltuples = 1 where oid = $1::regclass`, [month.name])
  const { body } = await w.as('ana').post(`/jobs/${job.id}/undo`, {})
  await readyPlan(w.as('ana'), body.id as string)
  const { rows } = await owner.query(
    `select reltuples::int as known, (select count(*)::int from ${month.name}) as there from pg_class where oid = $1::regclass`,
    [month.name],
  )
  await owner.end()
  expect(rows[0].known).toBe(rows[0].there)
})
