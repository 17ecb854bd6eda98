/** LOG-2: whatever is looked for, of whomever, and however little a page may cost: its pages joined are the whole answer. */
import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { searchPatterns } from '#src/contract/text.ts'
import { world } from '#test/world.ts'
import { addActivity, type NewActivity } from './service.ts'
import { searchLines, type Effort } from './sql/searching.ts'
import type { LinesAsk } from './sql/lines.ts'

const w = await world()
const { tenantId } = w.tenants.nordlys
const db = w.parts.database.tenant(tenantId)
const people = [w.people.jon, w.people.kai, w.people.ana, w.people.marta].map(({ id }) => id)
const words = ['invoice', 'refund', 'zebra']
const kinds = ['call', 'message', 'note'] as const

/** Over nine months, of which some have a partition of their own and some none; several in one moment. */
const lines: NewActivity[] = Array.from({ length: 400 }, (_, n) => ({
  userId: people[(n * 7) % 10 < 6 ? 0 : (n % 3) + 1]!,
  kind: kinds[n % 3]!,
  at: new Date(Date.UTC(2026, 2 + Math.floor(n / 45), 1 + (Math.floor(n / 3) % 27), 12)),
  text: n === 31 ? 'quartz' : n % 5 === 0 ? null : `${words[(n >> 1) % 2]!} ${n % 11 === 0 ? 'zebra' : n}`,
  address: n % 4 === 0 ? null : `10.0.${n % 2}.${n % 5}`,
}))
beforeAll(() => addActivity(db, tenantId, lines))

/** Of whom: named users, or whoever is in sight, all of whom are told where they are `few`; everybody for null. */
type Whose = { readonly named: string[] | null; readonly inSight: string[] | null; readonly few: boolean }
const some = fc.subarray(people, { minLength: 1 })
const whose: fc.Arbitrary<Whose> = fc.oneof(
  fc.constant({ named: null, inSight: null, few: false }),
  some.map((named) => ({ named, inSight: null, few: false })),
  fc.record({ named: fc.constant(null), inSight: some, few: fc.boolean() }),
)
const what = fc.record({
  text: fc.constantFrom('', 'invoice', 'refund', 'zebra', 'quartz', 'nowhere', 'zebra invoice', '3'),
  kinds: fc.option(fc.subarray([...kinds], { minLength: 1 })),
  address: fc.constantFrom(null, null, '10.0.0.2', '10.0.1.0/24', '10.0.0.0/8'),
  from: fc.constantFrom(null, null, new Date('2026-06-15T12:00:00Z')),
  limit: fc.integer({ min: 1, max: 60 }),
})
const effort: fc.Arbitrary<Effort> = fc.record({
  look: fc.integer({ min: 4, max: 80 }),
  lookOfEach: fc.integer({ min: 2, max: 20 }),
  gather: fc.integer({ min: 0, max: 60 }),
  frequent: fc.constantFrom(0.002, 0.02, 1),
})

async function pageByPage(ask: LinesAsk, few: readonly string[] | null, effort: Effort): Promise<string[]> {
  const ids: string[] = []
  let before: LinesAsk['before'] = null
  for (let pages = 0; pages < 2000; pages++) {
    const { lines: page, end } = await searchLines(db, { ...ask, before }, () => Promise.resolve(few), effort)
    ids.push(...page.map(({ id }) => id))
    const last = end ?? (page.length === ask.limit ? page.at(-1) : undefined)
    if (!last) return ids
    before = { at: last.at, id: last.id, within: false }
  }
  throw new Error('The pages have no end.')
}

/** The same by one statement that knows of no pages. */
async function atOnce({ kinds: of, address, from, to, patterns }: LinesAsk, { named, inSight }: Whose) {
  const ids = named ?? inSight
  const { rows } = await sql<{ id: string }>`
    select id from activity_lines where at < ${to} and (${from}::timestamptz is null or at >= ${from}::timestamptz)
      and (${ids}::uuid[] is null or user_id = any(${ids}::uuid[]))
      and (${of}::text[] is null or kind = any(${of}::text[]))
      and (${address}::inet is null or address <<= ${address}::inet) and search like all (${patterns}::text[])
    order by at desc, id desc`.execute(db)
  return rows.map(({ id }) => id)
}

test('pages joined are the whole answer, each line once and in order', async () => {
  await fc.assert(
    fc.asyncProperty(whose, what, effort, async (of, { text, ...narrow }, costs) => {
      const ask: LinesAsk = {
        ...{ tenantId, ...narrow, patterns: searchPatterns(text), before: null, to: new Date('2027-02-01') },
        userIds: of.named,
        may: of.inSight && sql<boolean>`p.id = any(${of.inSight}::uuid[])`,
      }
      expect(await pageByPage(ask, of.few ? of.inSight : null, costs)).toEqual(await atOnce(ask, of))
    }),
    { numRuns: 60 },
  )
})
