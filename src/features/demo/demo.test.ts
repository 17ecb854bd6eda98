import { sql } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { program } from '#test/program.ts'
import { searchText } from '#src/contract/text.ts'
import { callsByDay } from '../calls/service/statistics.ts'
import { openFirstRun } from '../first-run/service.ts'
import { verifyHistory } from '../history/service/verify.ts'
import { handIn } from '../tenants/service.ts'
import { listUsers } from '../users/service/list.ts'
import { makeDemonstration } from './service.ts'

const p = await program()
afterAll(p.stop)
const made = await makeDemonstration(p.parts, { users: 300 })
const demo = await handIn(p.parts, 'demo')
const count = async (query: Parameters<typeof listUsers>[1]) => (await listUsers(demo, { ...query, limit: '1' })).total

describe('the demonstration', () => {
  it('has everybody in five sites, and their administrator', async () => {
    expect(await count({})).toBe(301)
    const { rows } = await sql<{ name: string; people: number }>`
      select s.name, count(*) as people from sites s join users u on u.tenant_id = s.tenant_id and u.site_id = s.id
      where s.tenant_id = ${made.tenantId} group by s.name`.execute(p.db)
    expect(rows).toHaveLength(5)
  })

  it('has people at work now, and people who never signed in', async () => {
    expect(await count({ availability: 'online' })).toBeGreaterThan(10)
    for (const doing of ['available', 'on-call', 'phone'])
      expect(await count({ availability: doing })).toBeGreaterThan(0)
    expect(await count({ availability: 'phone', status: 'inactive' })).toBe(0)
    expect(await count({ lastSignIn: 'never' })).toBeGreaterThan(10)
    expect(await count({ lastSignIn: 'newer:30d' })).toBeGreaterThan(100)
  })

  it('has agents in queues and with leads, and some in no queue', async () => {
    expect(await count({ queue: 'some' })).toBeGreaterThan(100)
    expect(await count({ queue: 'none', status: 'active' })).toBeGreaterThan(10)
    expect(await count({ hasLeads: 'yes' })).toBeGreaterThan(20)
  })

  it('has four weeks of calls, which agents took one after the other, and never before they came', async () => {
    const { totals, days } = await callsByDay(demo, {})
    expect(days.length).toBeGreaterThan(25)
    expect(totals.handled).toBeGreaterThan(totals.missed * 5)
    const { rows } = await sql<{ overlaps: number; early: number; late: number }>`
      with c as (
        select c.*, u.created_at, lag(c.ended_at) over (partition by user_id order by started_at) as before
        from calls c join users u on u.tenant_id = c.tenant_id and u.id = c.user_id where c.tenant_id = ${made.tenantId})
      select count(*) filter (where started_at < before) as overlaps, count(*) filter (where started_at < created_at) as early,
        count(*) filter (where ended_at > now()) as late from c`.execute(p.db)
    expect(rows[0]).toEqual({ overlaps: 0, early: 0, late: 0 })
  })

  it('has days that can be looked at: who was on a call took it, and each call is a line that is found by its words', async () => {
    const { rows } = await sql<{ user_id: string; call: string; words: number; says: string; search: string }>`
      select c.user_id, c.id as call, says.text as says, says.search,
        (select count(*) from availability_words w where w.tenant_id = c.tenant_id and w.user_id = c.user_id and w.state = 'on-call'
          and w.at = c.answered_at) as words
      from calls c join activity says on says.tenant_id = c.tenant_id and says.user_id = c.user_id and says.kind = 'call'
        and says.at = c.started_at::timestamptz(3)
      where c.tenant_id = ${made.tenantId} and c.outcome = 'answered' and c.day > current_date - 5`.execute(p.db)
    expect(rows.length).toBeGreaterThan(100)
    for (const { words, says, search } of rows) {
      expect([words, search]).toEqual([1, searchText([says])])
      expect(says).toMatch(/^(From|To) \+120255501\d\d(, [A-Z][\w ]+)?, \d+:\d\d$/)
    }
  })

  it('lets its administrator in with the password that was given, and nobody else has one', async () => {
    const signedIn = await p.with().post('/session', { tenant: 'demo', name: made.adminName, password: made.password })
    expect(signedIn.status).toBe(200)
    const { rows } = await sql<{ passwords: number }>`select count(*) as passwords from user_passwords`.execute(p.db)
    expect(rows[0]?.passwords).toBe(1)
  })

  it('has a past of more than one kind of change, and nobody signed in or changed before the first day', async () => {
    const { rows } = await sql<{ actions: number; early: number }>`
      select (select count(distinct action) from change_sets where tenant_id = ${made.tenantId} and actor_kind = 'user') as actions,
        (select count(*) from users u join history h on h.tenant_id = u.tenant_id and h.user_id = u.id
          where h.at < date_trunc('milliseconds', u.created_at) )
        + (select count(*) from users u join user_sign_ins s on s.tenant_id = u.tenant_id and s.user_id = u.id where s.last_at < u.created_at) as early`.execute(
      p.db,
    )
    expect(rows[0]).toEqual({ actions: expect.any(Number) as number, early: 0 })
    expect(rows[0]!.actions).toBeGreaterThan(3)
    expect((await verifyHistory(demo)).intact).toBe(true)
  })

  it('is there already the second time, and its password is not given again', async () => {
    expect(await makeDemonstration(p.parts, { users: 300 })).toEqual({ ...made, password: null })
    expect(await count({})).toBe(301)
  })

  it('leaves the first run open, whose operators then stand above it', async () => {
    const token = await openFirstRun(p.parts)
    const answer = await p.with().post('/first-run', {
      token,
      operator: { email: 'otto@example.com', password: 'lantern gravel otter nine' },
      tenant: { name: 'Nordlys', slug: 'nordlys', language: 'en', timeZone: 'Europe/Riga' },
      site: { name: 'Riga', timeZone: 'Europe/Riga' },
    })
    expect(answer.status).toBe(201)
    const tenants = await p.with({ cookie: answer.cookie }).get('/tenants')
    expect(tenants.body.items.map((t: { slug: string }) => t.slug).sort()).toEqual(['demo', 'nordlys', 'operator'])
  })
})
