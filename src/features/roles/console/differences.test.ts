import { expect, test } from 'vitest'
import { countChanges, sayDifferences, type RoleValues } from './differences.ts'

const lead: RoleValues = { name: 'Team lead', permissions: ['users.read', 'users.edit'], secondStepRequired: false }

test('a new name and each permission that came or went is one change', () => {
  expect(countChanges(lead, lead)).toBe(0)
  expect(
    countChanges(lead, { ...lead, name: 'Lead', permissions: ['users.read', 'users.status', 'users.delete'] }),
  ).toBe(4)
  expect(countChanges(lead, { ...lead, secondStepRequired: true })).toBe(1)
})

test('the order of the permissions is no change', () => {
  expect(countChanges(lead, { ...lead, permissions: ['users.edit', 'users.read'] })).toBe(0)
})

test('what somebody else changed is said in words', () => {
  expect(
    sayDifferences(lead, { name: 'Lead', permissions: ['users.read', 'users.delete'], secondStepRequired: true }),
  ).toEqual([
    'It is called “Lead” now.',
    'It now allows “Delete users”.',
    'It no longer allows “Edit the profile and calling settings of users”.',
    'It now demands two-step verification.',
  ])
  expect(sayDifferences(lead, lead)).toEqual([])
})
