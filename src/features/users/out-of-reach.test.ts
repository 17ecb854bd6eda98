/** S31: what filters, sorts and searches may read is a list, and secrets are not on it. */
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { world } from '#test/world.ts'

const w = await world()
const ana = w.as('ana')

/** Every column of every table that holds a secret, in the words of the database and in those of the API. */
const { rows: columns } = await sql<{ name: string }>`
  select distinct column_name as name from information_schema.columns
  where table_schema = 'public' and (column_name ~ '(hash|secret|token|sealed|salt|seed)' or table_name in ('user_passwords', 'user_secrets'))
    and column_name not in ('tenant_id', 'user_id')`.execute(w.db)
const camel = (name: string) => name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
const secrets = [...new Set(columns.flatMap(({ name }) => [name, camel(name)]))]

describe('S31 a secret', () => {
  test('is known to this test', () => expect(secrets).toEqual(expect.arrayContaining(['hash', 'tokenHash'])))

  test.each(secrets)('%s: nobody sorts or filters by it', async (name) => {
    for (const query of [`sort=${name}`, `sort=-${name}`, `${name}=x`, `${name}=some`, `${name}=any:x`]) {
      const { status, body } = await ana.get(`/users?${query}`)
      expect([query, status]).toEqual([query, 422])
      expect(body.errors[0].pointer).toMatch(/^query:/)
    }
  })

  test('stands in no person of a list and no person alone', async () => {
    const { body } = await ana.get('/users?limit=200')
    const one = await ana.get(`/users/${w.people.marta.id}`)
    const names = new Set([body.items, one.body].flatMap((value) => namesIn(value)))
    expect(secrets.filter((name) => names.has(name))).toEqual([])
  })
})

function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn)
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([name, inner]) => [name, ...namesIn(inner)])
}

describe('S31 a search', () => {
  test('takes every sign for itself: one that means anything in a pattern means itself', async () => {
    await w.hire('Percy Hundred', { more: { username: 'percy.100%' } })
    await w.hire('Percy Thousand', { more: { username: 'percy.1000' } })
    const found = async (term: string) =>
      (await ana.get(`/users?search=${encodeURIComponent(term)}`)).body.items.map(
        ({ username }: { username: string }) => username,
      )
    expect(await found('percy.100%')).toEqual(['percy.100%'])
    expect(await found('percy_100')).toEqual([])
    expect(await found('%%%')).toEqual([])
  })

  test('422 for one that is longer than any name', async () => {
    const { status } = await ana.get(`/users?search=${'%25'.repeat(2_000)}`)
    expect(status).toBe(422)
  })
})
