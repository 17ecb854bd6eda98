import { expect, test } from 'vitest'
import type { Permission } from '#src/contract/permissions.ts'
import { lockedWhy, readOnlyWhy } from './rights.ts'

const everywhere = { everywhere: true, sites: [], desks: [] }
const inRiga = { everywhere: false, sites: [1], desks: [] }
const holding = (...held: Permission[]) => ({
  reach: (permission: Permission) => (held.includes(permission) ? everywhere : null),
})
const own = { builtIn: null, permissions: ['users.read'] as Permission[] }

test('a power that I lack, or hold for some sites only, is locked with the reason', () => {
  expect(lockedWhy(holding('users.read'), 'users.delete')).toContain('You lack this')
  expect(lockedWhy({ reach: () => inRiga }, 'users.read')).toContain('for the whole tenant')
  expect(lockedWhy(holding('users.read'), 'users.read')).toBeUndefined()
})

test('what marks somebody, such as taking calls, can be given by anybody who makes roles', () => {
  expect(lockedWhy(holding(), 'calls.take')).toBeUndefined()
})

test('a role can be read only where it is built in, beyond me, or where I may not change roles', () => {
  const me = holding('roles.manage', 'users.read')
  expect(readOnlyWhy(me, own)).toBeUndefined()
  expect(readOnlyWhy(me, { ...own, builtIn: 'agent' })).toContain('Built-in')
  expect(readOnlyWhy(me, { ...own, permissions: ['users.read', 'users.delete'] })).toContain('“Delete users”')
  expect(readOnlyWhy(holding('users.read'), own)).toContain('Create and change roles')
})
