/** Of many, one that fails keeps no other waiting, and the job is tried again. */
import { expect, test } from 'vitest'
import { world } from '#test/world.ts'
import { openLog } from '../log.ts'
import { eachApart, eachTenant, SomeFailed } from './apart.ts'

const w = await world()
const turn = { log: openLog('silent', false) }
const about = (word: string) => ({ word })

test('each has its turn, also after one that failed, and at the end it is said that some did', async () => {
  const done: string[] = []
  const all = eachApart(turn, ['one', 'two', 'three'], about, async (word) => {
    if (word === 'one') throw new Error('broken')
    done.push(word)
  })
  await expect(all).rejects.toThrow(SomeFailed)
  expect(done).toEqual(['two', 'three'])
})

test('with the database away nobody else is tried, nor once the process is to stop', async () => {
  const tried: string[] = []
  const away = Object.assign(new Error('away'), { code: 'ECONNREFUSED' })
  await expect(
    eachApart(turn, ['one', 'two'], about, async (word) => {
      tried.push(word)
      throw away
    }),
  ).rejects.toBe(away)
  const stop = new AbortController()
  const stopping = eachApart({ ...turn, signal: stop.signal }, ['three', 'four'], about, async (word) => {
    tried.push(word)
    stop.abort()
  })
  await expect(stopping).rejects.toThrow('aborted')
  expect(tried).toEqual(['one', 'three'])
})

test('a tenant in which something is broken keeps no other tenant waiting', async () => {
  const seen: number[] = []
  const broken = w.tenants.nordlys.tenantId
  const all = eachTenant({ ...w.parts, ...turn }, async (db, tenantId) => {
    if (tenantId === broken) throw new Error('broken')
    const rows = await db.selectFrom('users').select('tenant_id').distinct().execute()
    seen.push(...rows.map((row) => row.tenant_id))
  })
  await expect(all).rejects.toThrow(SomeFailed)
  expect(seen).toContain(w.tenants.harbour.tenantId)
  expect(seen).not.toContain(broken)
})
