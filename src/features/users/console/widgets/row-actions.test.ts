import { describe, expect, test } from 'vitest'
import { permissionNames, type Permission } from '#src/contract/permissions.ts'
import type { UserRow } from '../../contract/user.ts'
import { reaches, rowActions, type Reach } from './row-actions.ts'

const row = (change: Partial<UserRow> = {}): UserRow => ({
  id: '018f0000-0000-7000-8000-000000000001',
  version: '1',
  username: 'alind',
  email: 'ana@example.com',
  firstName: 'Ana',
  lastName: 'Lind',
  status: 'active',
  locked: false,
  twoStep: false,
  superuser: false,
  availability: 'offline',
  presence: { signedIn: false, phone: false, state: null, since: null },
  site: { id: 1, name: 'Riga' },
  roles: [],
  desks: [{ id: 7, name: 'Billing' }],
  skills: [],
  tags: [],
  businessUnits: [],
  agentGroups: [],
  lastSignInAt: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  ...change,
})
const everywhere: Reach = { everywhere: true, sites: [], desks: [] }
const rights = (held: readonly Permission[], reach: Reach = everywhere, id = 'somebody else') => ({
  user: { id },
  reach: (p: Permission) => (held.includes(p) ? reach : null),
})
const labels = (...asked: Parameters<typeof rowActions>) =>
  rowActions(...asked).map((group) => group.map((a) => a.label).join(', '))

describe('the menu of a row', () => {
  test('of an administrator, grouped, in the same order everywhere', () => {
    expect(labels(row(), rights(permissionNames))).toEqual([
      'Open, Edit, Duplicate',
      'Reset password…',
      'Active sessions, Activity, Activity (live), Change log',
      'Deactivate…, Delete…',
    ])
  })
  test('offers Activate for an inactive account alone', () => {
    expect(labels(row({ status: 'inactive' }), rights(['users.read', 'users.status']))).toEqual(['Open', 'Activate'])
    expect(labels(row({ status: 'pending' }), rights(['users.read', 'users.status']))).toEqual(['Open', 'Deactivate…'])
  })
  test('of an auditor holds nothing that changes anything', () => {
    expect(labels(row(), rights(['users.read', 'history.read', 'own.profile']))).toEqual(['Open', 'Change log'])
  })
  test('of oneself holds nothing that nobody does to themselves', () => {
    expect(labels(row(), rights(permissionNames, everywhere, row().id))).toEqual([
      'Open, Edit, Duplicate',
      'Active sessions, Activity, Activity (live), Change log',
    ])
  })
  test('leaves out what the server says is not allowed with this person', () => {
    const allowed = {
      items: [
        { action: 'delete', allowed: false },
        { action: 'deactivate', allowed: false },
        { action: 'reset-password', allowed: false },
      ],
      fields: [],
    }
    expect(labels(row(), rights(permissionNames), allowed)).toEqual([
      'Open, Duplicate',
      'Active sessions, Activity, Activity (live), Change log',
    ])
  })
})

describe('a permission limited to sites or desks', () => {
  test.each([
    [{ everywhere: false, sites: [1], desks: [] }, true],
    [{ everywhere: false, sites: [2], desks: [] }, false],
    [{ everywhere: false, sites: [], desks: [7] }, true],
    [null, false],
  ])('%j reaches Ana: %s', (reach, expected) => expect(reaches(reach, row())).toBe(expected))
})
