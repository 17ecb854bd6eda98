import { describe, expect, test } from 'vitest'
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
