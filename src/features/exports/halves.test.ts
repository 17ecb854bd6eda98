/** Many people are read as two halves at once: one list in order, of one moment, whatever it is sorted by. */
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#src/contract/ids.ts'
import { parseSort, sorts } from '#src/features/users/contract/sorts.ts'
import { world } from '#test/world.ts'
import { writeExport, type Wanted } from './service/write.ts'

const w = await world()
const { nordlys } = w.tenants
const ctx = w.hand(nordlys.tenantId)

beforeAll(async () => {
  const names = ['Bo Aas', 'Bo Aas', 'Åse 😀', 'Åse \ue000', 'Zoë', 'bo aas']
  for (const [i, name] of names.entries())
    await w.hire(name, {
      more: {
        username: `p${i}`,
        email: `p${i}@nordlys.example`,
        virtualExtension: i % 2 === 0 ? `00${i}` : null,
        skills: [{ id: nordlys.skills['latvian']!, level: 1 + (i % 5) }],
      },
    })
  await sql`insert into user_sign_ins (tenant_id, user_id, last_at) select tenant_id, id, created_at from users
    where tenant_id = ${nordlys.tenantId} and username in ('p0', 'p4', 'p5')
    on conflict (tenant_id, user_id) do update set last_at = excluded.last_at`.execute(w.db)
})

const everyone = { kind: 'everyone', except: [] } as unknown as Wanted['source']
async function written(sort: string, many: number, meanwhile = async () => {}): Promise<string> {
  const pieces: Buffer[] = []
  const columns = ['username', 'firstName', 'skills', 'roles', 'lastSignIn', 'created']
  const wanted = { format: 'csv', columns, source: everyone, sort: parseSort(sort)!, many } as const
  await writeExport(ctx, wanted, { counted: meanwhile, take: async (part) => void pieces.push(Buffer.from(part)) })
  return Buffer.concat(pieces).toString()
}

describe.each(Object.keys(sorts))('by %s', (sort) => {
  test.each([sort, `-${sort}`])('%s: both halves together are what one reading says', async (by) => {
    const lines = (await written(by, Infinity)).split('\r\n')
    expect(lines.length).toBeGreaterThan(10)
    expect((await written(by, 1)).split('\r\n')).toEqual(lines)
  })
})

test('shows one moment: who is renamed or hired while it is read stands in it as before, or not at all', async () => {
  const before = await written('name', Infinity)
  const after = await written('name', 1, async () => {
    await sql`update users set first_name = 'Later' where tenant_id = ${nordlys.tenantId}`.execute(w.db)
    await w.hire(`Late ${newId()}`)
  })
  expect(after).toBe(before)
  expect(await written('name', 1)).toContain('Later')
})

test('whoever stops it in between leaves connections that serve the next', async () => {
  const stop = () => Promise.reject(new Error('Enough.'))
  const wanted = { format: 'csv', columns: ['id'], source: everyone, sort: parseSort('name')!, many: 1 } as const
  for (let time = 0; time < 20; time += 1)
    await expect(writeExport(ctx, wanted, { counted: async () => {}, take: stop })).rejects.toThrow('Enough.')
  expect((await written('name', 1)).split('\r\n').length).toBeGreaterThan(10)
})
