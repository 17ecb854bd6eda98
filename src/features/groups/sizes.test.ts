/** What is kept of how many are in a group, hold a role and belong to a site, against the people themselves. */
import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { atWork, plan, run } from '#test/at-work.ts'
import { world, type Person } from '#test/world.ts'

const w = await world()
await atWork(w)
const ana = w.as('ana')
const { tenantId, sites, desks, skills, roles } = w.tenants.nordlys
const [malmo, riga] = [sites['malmö']!, sites['riga']!]
const people: Person[] = []
for (const name of ['Size One', 'Size Two', 'Size Three', 'Size Four']) people.push(await w.hire(name))

type Told = { id: number; name: string; members?: number; holders?: number; users?: number }
const listed = async () => {
  const all = [await ana.get('/groups?limit=1000'), await ana.get('/roles'), await ana.get('/sites')]
  return all.map(({ body }) =>
    (body.items as Told[]).map(({ id, members, holders, users }) => [id, members ?? holders ?? users]).sort(),
  )
}
const counted = async () => {
  const of = async (things: string, belonging: string, thing: string) =>
    (
      await sql<{ id: number; people: number }>`
        select t.id, count(u.id) as people from ${sql.table(things)} t
        left join ${sql.table(belonging)} b on b.tenant_id = t.tenant_id and b.${sql.ref(thing)} = t.id
        left join users u on u.tenant_id = t.tenant_id and u.id = b.${sql.ref(belonging === 'users' ? 'id' : 'user_id')} and u.deleted_at is null
        where t.tenant_id = ${tenantId} group by t.id`.execute(w.db)
    ).rows
      .map(({ id, people }) => [id, people])
      .sort()
  return [
    await of('groups', 'group_members', 'group_id'),
    await of('roles', 'role_grants', 'role_id'),
    await of('sites', 'users', 'site_id'),
  ]
}

const doings = {
  'add-skills': () => ({ skills: [{ id: skills['latvian']! }] }),
  'remove-skills': () => ({ skills: [{ id: skills['latvian']! }] }),
  'replace-desks': () => ({ desks: [desks['support']!] }),
  'add-desks': () => ({ desks: [desks['sales']!] }),
  'add-roles': () => ({ roles: [{ id: roles.auditor }] }),
  'replace-roles': () => ({ roles: [{ id: roles.agent }] }),
  'set-site': () => ({ site: malmo }),
  deactivate: () => undefined,
  delete: () => undefined,
  undo: () => undefined,
} as const

describe('the sizes of groups, roles and sites', () => {
  test('are those of their people after whatever was done, in any order, one by one and many at once', async () => {
    const doing = fc.record({
      what: fc.constantFrom(...(Object.keys(doings) as (keyof typeof doings)[])),
      whom: fc.subarray([0, 1, 2, 3], { minLength: 1 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(doing, { minLength: 4, maxLength: 8 }), async (all) => {
        let last: string | undefined
        for (const { what, whom } of all) {
          if (what === 'undo') {
            const undo = last && (await ana.post(`/jobs/${last}/undo`)).body
            if (undo?.counts?.will > 0) await run(ana, undo)
            last = undefined
          } else {
            const ids = whom.map((one) => people[one]!.id)
            const made = await plan(ana, what, { ids }, doings[what]())
            if (made.counts.will > 0) last = (await run(ana, made)).id
          }
          expect(await listed()).toEqual(await counted())
        }
        // Whoever was deleted comes back, and to another site.
        await sql`update users set deleted_at = null, status = 'active', site_id = ${riga} where id = any(${people.map(({ id }) => id)}::uuid[])`.execute(
          w.db,
        )
        expect(await listed()).toEqual(await counted())
      }),
      { numRuns: 6 },
    )
  })

  test('follow who leaves a site and is deleted in one step, and what somebody deleted leaves', async () => {
    const { id } = await w.hire('Goes Far', { more: { desks: [desks['sales']!] } })
    await sql`update users set deleted_at = now(), site_id = ${malmo} where id = ${id}::uuid`.execute(w.db)
    expect(await listed()).toEqual(await counted())
    await sql`delete from group_members where user_id = ${id}::uuid`.execute(w.db)
    expect(await listed()).toEqual(await counted())
    await sql`update users set deleted_at = null where id = ${id}::uuid`.execute(w.db)
    expect(await listed()).toEqual(await counted())
  })

  test('are right, and few rows, when many join and leave at the same moment', async () => {
    const crowd = await Promise.all(Array.from({ length: 8 }, (_, n) => w.hire(`Crowd ${n}`)))
    const skill = skills['billing']!
    const each = (action: string) =>
      Promise.all(crowd.map(({ id }) => ana.post(`/users/${id}/${action}`, { skills: [{ id: skill }] })))
    await each('add-skills')
    await each('remove-skills')
    expect(await listed()).toEqual(await counted())
    await ana.post(`/users/${crowd[0]!.id}/add-skills`, { skills: [{ id: skill }] })
    const rows = await sql`select from facet_sizes where tenant_id = ${tenantId} and facet = ${skill * 8}`.execute(w.db)
    expect(rows.rows).toHaveLength(1)
  })
})
