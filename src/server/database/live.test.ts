import pg from 'pg'
import { expect, test, vi } from 'vitest'
import { world } from '#test/world.ts'
import { Live, type Notice } from './live.ts'
import { notify } from './notify.ts'

const w = await world()
const { tenantId } = w.tenants.nordlys

test('S21: whoever listens hears again, however often and at whatever moment the connection is cut', async () => {
  const lives = Array.from({ length: 8 }, () => new Live(w.database.config, w.parts.log))
  const heard = lives.map(() => 0)
  lives.forEach((live, i) => live.on((notice: Notice) => void (heard[i]! += notice.kind === 'jobs-changed' ? 1 : 0)))
  await Promise.all(lives.map((live) => live.start()))
  const owner = new pg.Client(w.connections.owner)
  await owner.connect()
  const until = Date.now() + 5_000
  while (Date.now() < until)
    await owner.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'rollcall live' and datname = current_database()`,
    )
  await owner.end()
  await vi.waitFor(
    async () => {
      const db = w.database.tenant(tenantId)
      await db.transaction().execute((trx) => notify(trx, { tenant: tenantId, kind: 'jobs-changed', ids: [] }))
      expect(heard.every((times) => times > 0)).toBe(true)
    },
    { timeout: 10_000, interval: 100 },
  )
  await Promise.all(lives.map((live) => live.stop()))
})
