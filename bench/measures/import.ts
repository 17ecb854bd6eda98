/**
 * Bulk create (RATE): a file of 100,000 rows, or as many as there are people, is checked, planned and run by the running
 * program. Beside the writing stands the least SQL that makes such people: rows, sign-in names, roles, one entry of history
 * each, in batches of the same size on one connection, taken back at the end. What was made is undone.
 */
import type { Bench } from '../bench.ts'
import { count, type Figure } from '../figures.ts'
import { asOwner, findActor } from '../people.ts'
import type { Population } from '../population/open.ts'
import { apiOf, planned, ran } from './mass.ts'

const MOST = 100_000
const BATCH = 2000

type Draft = { id: string; counts: { create: number; refused: number }; problems: { message: string }[] }

const rowOf = (run: string, i: number) =>
  `imp${run}.${i},imp${run}.${i}@example.com,Vorname${i % 997},Nachname${i % 4999},X${run}-${i},+37120${String(i).padStart(6, '0')},Agent ${i % 50}`

export async function* measureImport(bench: Bench): AsyncGenerator<Figure> {
  const population = await bench.population()
  const who = await bench.signIn(population.house.tenantId, await findActor(population, 'everywhere'))
  const { address } = await bench.server()
  const api = apiOf(address, who)
  const rows = Math.min(MOST, population.users)
  const run = Date.now().toString(36)
  const header = 'username,email,first name,last name,external id,phone,job title'
  const text = [header, ...Array.from({ length: rows }, (_, i) => rowOf(run, i))].join('\n')
  const [site] = (await api.get<{ items: { id: number }[] }>('/sites')).items
  const roles = (await api.get<{ items: { id: number; builtIn: string | null }[] }>('/roles')).items
  const agent = roles.find(({ builtIn }) => builtIn === 'agent')!

  const began = performance.now()
  const draft = await api.post<Draft>('/imports', { text, name: 'bench.csv', site: site!.id, roles: [agent.id] })
  const checked = (performance.now() - began) / 1000
  if (draft.counts.create !== rows)
    throw new Error(`Only ${draft.counts.create} can go in: ${draft.problems[0]?.message}`)
  yield {
    what: `bulk create: a file of ${count(rows)} rows read, checked and kept`,
    must: '≤ 10 s for 100,000',
    measured: `${checked.toFixed(1)} s`,
    ok: checked <= (10 * rows) / MOST,
  }
  const plan = await planned(api, `/imports/${draft.id}/plan`)
  yield { what: 'preview of it', must: '', measured: `${plan.seconds.toFixed(1)} s` }
  const { job, perSecond } = await ran(api, plan.plan)
  const bare = await straight(population, rows, site!.id, agent.id)
  yield {
    what: 'written, history and undo kept',
    must: '≥ 8,000/s',
    measured: `${count(perSecond)}/s (${count(job.counts['changed']!)} made)`,
    straight: `${count(bare)}/s`,
    ok: perSecond >= 8000,
  }
  const again = await timed(() =>
    api.post<Draft>('/imports', { text, mode: 'both', key: 'externalId', site: site!.id, roles: [agent.id] }),
  )
  yield { what: 'the same file again, matched by external ID', must: '', measured: `${again.toFixed(1)} s` }
  const back = await planned(api, `/jobs/${job.id}/undo`)
  const undone = await ran(api, back.plan)
  yield {
    what: 'undo of it',
    must: '',
    measured: `planned in ${back.seconds.toFixed(1)} s; ${count(undone.perSecond)}/s`,
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}

/** People a second for the bare writes. */
async function straight(population: Population, rows: number, site: number, role: number): Promise<number> {
  return asOwner(population, async (client) => {
    const { tenantId } = population.house
    await client.query('begin')
    await client.query(`select set_config('rollcall.tenant', $1, true)`, [String(tenantId)])
    const began = performance.now()
    for (let from = 0; from < rows; from += BATCH) {
      const made = `select n, ('ffffffff-ffff-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as id
        from generate_series($2::int, $3::int) n`
      const values = [tenantId, from, Math.min(from + BATCH, rows) - 1]
      await client.query(
        `insert into users (tenant_id, id, site_id, status, username, username_key, email, email_key, first_name, last_name,
           name_key, search, external_id, phone, job_title, created_at)
         select $1, id, $4, 'pending', 'bare.' || n, 'bare.' || n, 'bare.' || n || '@example.com', 'bare.' || n || '@example.com',
           'Vorname', 'Nachname', 'vorname nachname', ' vorname nachname bare.' || n || ' bare.' || n || '@example.com', 'B' || n,
           '+37120000000', 'Agent', now() from (${made}) m`,
        [...values, site],
      )
      await client.query(
        `insert into sign_in_names (tenant_id, name_key, user_id)
         select $1, name, id from (${made}) m cross join lateral (values ('bare.' || n), ('bare.' || n || '@example.com')) v (name)`,
        values,
      )
      await client.query(`insert into role_grants (tenant_id, user_id, role_id) select $1, id, $4 from (${made}) m`, [
        ...values,
        role,
      ])
      await client.query(
        `insert into history (tenant_id, change_set_id, user_id, at, changes)
         select $1, '00000000-0000-7000-8000-000000000000', id, now(), '{"status": [null, "pending"]}' from (${made}) m`,
        values,
      )
    }
    const perSecond = rows / ((performance.now() - began) / 1000)
    await client.query('rollback')
    return perSecond
  })
}
