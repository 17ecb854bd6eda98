/** S35, S43: what happens when a part fails that the product stands on. */
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { PASSWORD, world } from '#test/world.ts'

const w = await world()
const ana = w.as('ana')
await ana.get('/session')
const signIn = { tenant: 'nordlys', name: w.people.ana.username, password: PASSWORD }
const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(w.db)
const database = sql.id(rows[0]!.name)

/** Nobody but a superuser gets a connection, and those that are there end; the owner's stay. */
const close = async () => {
  await sql`alter database ${database} connection limit 0`.execute(w.db)
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and usename = 'rollcall_app'`.execute(w.db)
}
const open = () => sql`alter database ${database} connection limit -1`.execute(w.db)
afterAll(open)

describe('S43 while the database lets nobody in', () => {
  test('503: nobody is let in, nobody is signed in, and whoever was so before reads nothing', async () => {
    await close()
    const answers = [
      await ana.get('/users'),
      await ana.get('/session'),
      await w.with().post('/session', signIn),
      await w.with({ bearer: 'rck_1_0000000000000000000000000000000000000000000' }).get('/users'),
    ]
    for (const { status, body, cookie } of answers) {
      expect([status, body.type, cookie]).toEqual([503, '/problems/unavailable', undefined])
      expect(JSON.stringify(body)).not.toMatch(/connection|rollcall_app|postgres|:\d{4,5}/i)
    }
  })

  test('S43 once it lets everybody in again, so does the program, which never stopped', async () => {
    await open()
    await expect.poll(async () => (await ana.get('/users')).status).toBe(200)
    expect((await w.with().post('/session', signIn)).status).toBe(200)
  })
})

test('S35 500: what nobody expected says its request id, and nothing of what is inside', async () => {
  await sql`alter table preferences rename to preferences_that_moved`.execute(w.db)
  try {
    const cookies = { '__Host-rollcall': (await ana.cookie())! }
    const answer = await w.app.inject({ method: 'GET', url: '/api/v1/preferences', cookies })
    expect(answer.json()).toEqual({
      type: '/problems/internal',
      title: 'Something failed on our side',
      status: 500,
      requestId: answer.headers['x-request-id'],
    })
  } finally {
    await sql`alter table preferences_that_moved rename to preferences`.execute(w.db)
  }
})
