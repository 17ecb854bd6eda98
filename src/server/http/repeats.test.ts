import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { newId } from '#src/contract/ids.ts'
import { world } from '#test/world.ts'
import { httpJobs } from './jobs.ts'

const w = await world()

test('S34: the answer that was kept for a repeat is forgotten after a day, in every tenant, and not before', async () => {
  const made = async (who: 'ana' | 'hugo', name: string) => {
    const key = newId()
    const answer = await w.as(who).post('/groups', { kind: 'tag', name }, { 'idempotency-key': key })
    expect(answer.status).toBe(201)
    return key
  }
  const [old, foreign, fresh] = [await made('ana', 'Old'), await made('hugo', 'Foreign'), await made('ana', 'Fresh')]
  await sql`update idempotency_keys set created_at = now() - interval '24 hours 1 minute' where key in (${old}, ${foreign})`.execute(
    w.db,
  )
  const run = { attempt: 1, last: false, signal: new AbortController().signal }
  for (const { work } of httpJobs) await work(w.parts, {}, run)
  const { rows } = await sql<{ key: string }>`select key from idempotency_keys`.execute(w.db)
  expect(rows.map(({ key }) => key)).toEqual([fresh])
})
