/** Long lists arrive as they were given, whatever is in them. */
import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { world } from '#test/world.ts'
import { holdsNul } from './database.ts'
import { arrayText } from './lists.ts'

const { database, tenants } = await world()
const db = database.tenant(tenants.nordlys.tenantId)
const back = async (list: readonly (string | null)[]) =>
  (await sql<{ list: unknown }>`select ${[...list]}::text[] as list`.execute(db)).rows[0]!.list

const hard = fc.constantFrom('', 'NULL', '{}', '"', '\\', '","', '\\"', ',', ' ', 'a b', 'Zoë 😀', '\n')
// A half of a pair is no text to PostgreSQL.
const text = fc.oneof(hard, fc.string({ unit: 'binary', maxLength: 20 })).filter((one) => !one.includes('\0'))

test('any texts, few and many', async () => {
  const list = fc.array(text, { maxLength: 200, size: 'max' })
  await fc.assert(
    fc.asyncProperty(list, async (given) => {
      expect(await back(given)).toEqual(given)
    }),
    { numRuns: 60 },
  )
})

test('a list with nothing in a place, and one with a text that no database holds', async () => {
  const many = Array.from({ length: 100 }, (_, i) => `${i}`)
  expect(await back([...many, null])).toEqual([...many, null])
  await expect(back([...many, 'a\0b'])).rejects.toSatisfy(holdsNul)
})

test('what is no long list of texts is left to the driver', () => {
  const many = Array.from({ length: 100 }, (_, i) => i)
  for (const value of [null, 'text', 7, ['few'], many, { list: many }]) expect(arrayText(value)).toBe(value)
})
