import { parsePhoneNumberFromString } from 'libphonenumber-js'
import { describe, expect, it } from 'vitest'
import { definition, type FieldName } from '#src/features/users/fields/catalogue.ts'
import { checkTogether } from '#src/features/users/fields/check.ts'
import { signInKey } from '#src/contract/text.ts'
import { demoHouse } from './house.ts'
import { demoPeople, type DemoPerson } from './people.ts'

const until = new Date('2026-01-01T00:00:00Z')
const some = [...demoPeople(4000, 7, until)]
const share = (of: (person: DemoPerson) => boolean) => some.filter(of).length / some.length

const stored = [
  'username',
  'email',
  'firstName',
  'lastName',
  'languages',
  'timeZone',
  'jobTitle',
  'externalId',
  'phone',
  'notes',
  'oauthEmail',
  'callerIdName',
  'callerIdNumber',
  'autoDial',
  'assignLeads',
  'virtualExtension',
  'sipOption',
  'sipUri',
  'sipUsername',
  'sipExtension',
] as const satisfies readonly (FieldName & keyof DemoPerson)[]

const fieldsOf = ({ username, email, sipOption, sipUri, sipExtension }: DemoPerson) => ({
  username,
  email,
  sipOption,
  sipUri,
  sipExtension,
})

describe('The people of the demonstration', () => {
  it('are the same for the same seed, and others for another', () => {
    expect([...demoPeople(300, 7, until)]).toEqual([...demoPeople(300, 7, until)])
    expect([...demoPeople(300, 8, until)].map(({ username }) => username)).not.toEqual(
      [...demoPeople(300, 7, until)].map(({ username }) => username),
    )
  })

  it('each fit every rule of the fields', () => {
    const faults = some.flatMap((person) => [
      ...stored.flatMap((name) => {
        const answer = definition(name).schema.safeParse(person[name])
        return answer.success
          ? []
          : [`${person.username} ${name} ${String(person[name])}: ${answer.error.issues[0]?.message}`]
      }),
      ...checkTogether({ ...fieldsOf(person), sipPbx: person.sipPbx === null ? null : person.sipPbx + 1 }).map(
        ({ message }) => message,
      ),
    ])
    expect(faults).toEqual([])
  })

  it('at 100,000 share no sign-in name, e-mail or extension', () => {
    const names = new Set<string>()
    const numbers: string[] = []
    for (const { username, email, sipExtension, virtualExtension } of demoPeople(100_000, 1, until)) {
      names.add(signInKey(username)).add(signInKey(email))
      for (const number of [sipExtension, virtualExtension]) if (number && number !== 'dynamic') numbers.push(number)
    }
    expect(names.size).toBe(200_000)
    expect(new Set(numbers).size).toBe(numbers.length)
  })

  it('have sign-in names in ASCII and names in many scripts', () => {
    expect(some.every(({ username }) => /^[a-z.\-0-9]+$/.test(username))).toBe(true)
    for (const script of [
      'Latin',
      'Cyrillic',
      'Greek',
      'Han',
      'Hangul',
      'Arabic',
      'Hebrew',
      'Thai',
      'Devanagari',
      'Tamil',
      'Bengali',
      'Ethiopic',
      'Armenian',
      'Myanmar',
      'Hiragana',
    ]) {
      expect(
        some.some(({ firstName }) => new RegExp(`\\p{Script=${script}}`, 'u').test(firstName ?? '')),
        script,
      ).toBe(true)
    }
  })

  it('have telephone numbers that can exist and ring nobody', () => {
    const numbers = some
      .flatMap(({ phone, callerIdNumber }) => [phone, callerIdNumber])
      .filter((number) => number !== null)
    expect(numbers.length).toBeGreaterThan(2000)
    for (const number of numbers) {
      expect(number).toMatch(/^\+(1\d{3}55501|442079460|3319900)/)
      expect(parsePhoneNumberFromString(number)?.isValid()).toBe(true)
    }
  })

  it('are mostly active agents who came over three years, and some never signed in', () => {
    expect(share(({ status }) => status === 'active')).toBeCloseTo(0.88, 1)
    expect(share(({ role }) => role === 'Agent')).toBeCloseTo(0.925, 1)
    expect(new Set(some.map(({ role }) => role)).size).toBe(4)
    expect(share(({ status, lastSignInAt }) => status === 'active' && lastSignInAt === null)).toBeGreaterThan(0.02)
    for (const { createdAt, lastSignInAt, status } of some) {
      expect(createdAt.getTime()).toBeGreaterThan(until.getTime() - 1096 * 86_400_000)
      expect((lastSignInAt ?? createdAt).getTime()).toBeGreaterThanOrEqual(createdAt.getTime())
      expect((lastSignInAt ?? createdAt).getTime()).toBeLessThanOrEqual(until.getTime())
      if (status === 'pending') expect(lastSignInAt).toBeNull()
    }
  })

  it('sit at desks of their own site, and leave no part of the house empty', () => {
    const { sites, desks, skills, tags, queues, agentGroups, businessUnits } = demoHouse()
    expect([sites.length, desks.length, skills.length]).toEqual([5, 24, 40])
    for (const person of some) for (const desk of person.desks) expect(desks[desk]?.site).toBe(person.site)
    const used = (of: (person: DemoPerson) => readonly number[]) => new Set(some.flatMap(of)).size
    expect(used(({ site }) => [site])).toBe(sites.length)
    expect(used((person) => person.desks)).toBe(desks.length)
    expect(used((person) => person.tags)).toBe(tags.length)
    expect(used((person) => person.queues)).toBe(queues.length)
    expect(used((person) => person.agentGroups)).toBe(agentGroups.length)
    expect(used((person) => person.businessUnits)).toBeGreaterThan(3)
    expect(used((person) => person.skills.map(({ skill }) => skill))).toBe(skills.length)
    expect(businessUnits.length).toBe(6)
  })
})
