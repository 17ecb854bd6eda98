import { describe, expect, test } from 'vitest'
import { asksForAgents, ruled } from './filter-rules.ts'
import { furtherReasons, pieces } from './matching.ts'
import { sentence } from './sentences.ts'

const names: Record<string, string> = { '12': 'Spanish', '44': 'Billing', '5': 'Sales', '6': 'Night' }
const nameOf = (_: string, value: string) => names[value] ?? value

describe('a chip reads as a sentence', () => {
  test.each([
    [sentence('skill', { op: 'any', values: ['12', '44'] }, nameOf), 'Skill is any of Spanish, Billing'],
    [
      sentence('skill', { op: 'all', values: ['12', '44', '5', '6'] }, nameOf),
      'Skill is all of Spanish, Billing, Sales +1',
    ],
    [sentence('desk', { op: 'none', values: ['5'] }, nameOf), 'Desk is not Sales'],
    [sentence('id', { op: 'any', values: ['5', '6'] }, nameOf), '2 people picked by hand'],
    [sentence('named', { op: 'any', values: ['ana', '204'] }, nameOf), '2 pasted values'],
    [sentence('id', { op: 'any', values: ['5'] }, nameOf), 'User is Sales'],
    [sentence('queue', { op: 'unset' }, nameOf), 'Queue: in no queue'],
    [sentence('lastSignIn', { op: 'older', days: 60 }, nameOf), 'No sign-in for 60 days'],
    [sentence('lastSignIn', { op: 'unset' }, nameOf), 'Last sign-in: never'],
    [sentence('created', { op: 'newer', days: 7 }, nameOf), 'Created in the last 7 days'],
    [
      sentence('created', { op: 'between', from: '2026-01-01', to: '2026-02-01' }, nameOf),
      'Created from 1 Jan 2026 to 1 Feb 2026',
    ],
    [sentence('created', { op: 'between', from: '2026-01-01', to: null }, nameOf), 'Created since 1 Jan 2026'],
  ])('%s', (said, expected) => expect(said).toBe(expected))
})

const roles = [
  { id: 3, permissions: ['own.profile', 'calls.take'] },
  { id: 4, permissions: ['users.read'] },
]

describe('skills are asked of people who take calls', () => {
  const skill = { op: 'any', values: ['12'] } as const
  test('while the role filter names such a role', () => {
    expect(asksForAgents({ role: { op: 'any', values: ['3', '4'] } }, roles)).toBe(true)
    expect(ruled({ skill, role: { op: 'all', values: ['3'] } }, roles).dropped).toEqual([])
  })
  test('not with another role, with none, or with everybody but agents', () => {
    for (const role of [{ op: 'any', values: ['4'] } as const, undefined, { op: 'none', values: ['3'] } as const]) {
      expect(ruled({ skill, role }, roles)).toEqual({ filters: { role }, dropped: ['skill'] })
    }
  })
})

const marked = (text: string, search: string) =>
  pieces(text, search)
    .map((p) => (p.hit ? `[${p.text}]` : p.text))
    .join('')

describe('a row shows why it matched', () => {
  test.each([
    ['Ilze Bērziņa', 'berzi', 'Ilze [Bērzi]ņa'],
    ['Bērziņa Ilze', 'ILZE bērz', '[Bērz]iņa [Ilze]'],
    ['Straße 9', 'strasse', '[Straße] 9'],
    ['Diana Ana', 'an', 'Diana [An]a'],
    ['王小明', '小明', '王[小明]'],
    ['Žižek', 'zzz', 'Žižek'],
    ['100%_off', '0%_', '10[0%_]off'],
  ])('%s, searched for %s', (text, search, expected) => {
    expect(marked(text, search)).toBe(expected)
  })

  const row = { firstName: 'Ana', lastName: 'Lind', username: 'alind', email: 'ana@example.com', extension: '204' }
  test('also when the word stands in no column that is shown', () => {
    expect(furtherReasons(row, 'ana')).toEqual([])
    expect(furtherReasons(row, 'lind example')).toEqual([{ label: 'E-mail', text: 'ana@example.com' }])
    expect(furtherReasons(row, '204')).toEqual([{ label: 'Extension', text: '204' }])
    expect(furtherReasons(row, '+371')).toEqual([{ label: 'Caller ID', text: '' }])
  })
})
