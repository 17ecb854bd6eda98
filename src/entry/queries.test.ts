/** S35: whatever stands in an address, it is answered, or refused by a sentence; routes and what they take are read from the contracts. */
import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { newId } from '#src/contract/ids.ts'
import { world } from '#test/world.ts'
import { allRoutes } from './routes.ts'

const w = await world()
const ana = w.as('ana')
/** Beyond what numbers, days and ids of a database can be, and what only looks like one. */
const hostile = [
  ...['99999999999999999999', '2147483648', 'any:99999999999', 'older:99999999999d', 'older:9999999d'],
  ...['between:0001-01-01,9999-12-31', 'between:0000-01-01,', '9999-12-31', '9999-12-31T23:59:59Z'],
  ...['1.------------------------------------', newId(), '::ffff:1.2.3.4/200', '%_\\'],
]
const asked = allRoutes().flatMap(({ endpoint: { method, path, query }, stream }) => {
  if (stream || method !== 'GET' || !query) return []
  const { properties } = z.toJSONSchema(query, { io: 'input', unrepresentable: 'any' })
  const of = path.replaceAll(/\{\w+\}/g, w.people.jon.id)
  return Object.keys(properties ?? {}).map((name) => `${of}?${name}=`)
})

test('S35 no query of any address fails', async () => {
  expect(asked.length).toBeGreaterThan(100)
  const failed: string[] = []
  for (const begun of asked)
    for (const value of hostile) {
      const address = begun + encodeURIComponent(value)
      // An answer that its contract does not declare, as 500 is, is thrown.
      await ana.get(address).catch(() => failed.push(address))
    }
  expect(failed).toEqual([])
}, 300_000)
