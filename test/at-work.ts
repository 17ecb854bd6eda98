/** Workers beside a world, and what a test does with plans: makes one, runs it, waits for its end. */
import { sql } from 'kysely'
import { afterAll, expect, vi } from 'vitest'
import { jobs } from '#src/entry/jobs.ts'
import { startWorkers } from '#src/server/jobs/workers.ts'
import type { Answer, Client } from './client.ts'
import type { World } from './world.ts'

/** Begins the background work of this world; it ends by itself after the file. */
export async function atWork(w: World, concurrency = 2): Promise<void> {
  const workers = await startWorkers(w.connections, w.parts, jobs, { concurrency })
  afterAll(() => workers.stop())
}

const patient = { timeout: 60_000, interval: 20 }

export async function readyPlan(who: Client, id: string): Promise<Answer['body']> {
  return vi.waitFor(async () => {
    const { body } = await who.get(`/plans/${id}`)
    expect(body.state).not.toBe('planning')
    return body
  }, patient)
}

/** Plans, and waits until the plan is ready. */
export async function plan(who: Client, action: string, target: object, params?: unknown): Promise<Answer['body']> {
  const { status, body } = await who.post('/plans', { action, target, ...(params === undefined ? {} : { params }) })
  expect([status, body.detail]).toEqual([201, undefined])
  return readyPlan(who, body.id as string)
}

export async function overJob(who: Client, id: string): Promise<Answer['body']> {
  return vi.waitFor(async () => {
    const { body } = await who.get(`/jobs/${id}`)
    expect(body.state).not.toBe('running')
    return body
  }, patient)
}

/** Runs a plan that is ready, with the number it asks for, and waits for its end. */
export async function run(
  who: Client,
  { id, confirm }: { id: string; confirm: number | null },
): Promise<Answer['body']> {
  const { status, body } = await who.post(`/plans/${id}/run`, confirm === null ? {} : { confirm })
  expect([status, body.detail]).toEqual([202, undefined])
  return overJob(who, id)
}

/** Everybody of a report, page by page. */
export async function report(who: Client, id: string, query = ''): Promise<Answer['body'][]> {
  const items: Answer['body'][] = []
  let after = ''
  for (;;) {
    const { body } = await who.get(`/jobs/${id}/people?limit=100${query}${after}`)
    items.push(...body.items)
    if (!body.next) return items
    after = `&after=${body.next}`
  }
}

/** So many active people of Nordlys, written straight into the tables: for what takes more of them than a form makes. */
export async function settle(w: World, people: number): Promise<string[]> {
  const { tenantId, siteId } = w.tenants.nordlys
  const first = `${Date.now().toString(16).padStart(12, '0')}`
  const { rows } = await sql<{ id: string }>`
    insert into users (tenant_id, id, site_id, status, username, username_key, email, email_key, name_key, search, created_at)
    select ${tenantId}::int, (${first} || '70008' || lpad(to_hex(n), 15, '0'))::uuid, ${siteId}::int, 'active',
      'u' || n || ${first}, 'u' || n || ${first}, n || ${first} || '@x.example', n || ${first} || '@x.example', 'u', 'u', now()
    from generate_series(1, ${people}::int) as n returning id`.execute(w.db)
  return rows.map((row) => row.id)
}
