/** What belongs to the whole tenant is not for whoever holds the permission for a part of it (PEOPLE-1). */
import { expect, test } from 'vitest'
import { powers } from '#src/contract/permissions.ts'
import { everything } from '#test/state.ts'
import { world } from '#test/world.ts'

const w = await world()
const { nordlys } = w.tenants
const { id } = (await w.as('ana').post('/roles', { name: 'All of a desk', permissions: powers })).body
const local = w.as(await w.hire('Lena Local', { more: { roles: [{ id, desks: [nordlys.desks['sales']!] }] as never } }))
const rule = { name: 'Mine', severity: 'low', people: { filters: { status: 'any:active' } } }
const version = { 'if-match': '"v1"' }

test.each([
  ['groups', () => local.post('/groups', { kind: 'desk', name: 'Mine' })],
  ['a group', () => local.patch(`/groups/${nordlys.desks['sales']!}`, { name: 'Mine' }, version)],
  [
    'the merging of groups',
    () => local.post(`/groups/${nordlys.desks['sales']!}/merge`, { into: nordlys.desks['support']! }),
  ],
  ['queues', () => local.post('/queues', { name: 'Mine' })],
  ['roles', () => local.post('/roles', { name: 'Mine', permissions: [] })],
  ['what a role would change', () => local.get(`/roles/${id}/preview`)],
  ['rules of good practice', () => local.post('/health/rules', rule)],
  ['checklists', () => local.get('/checklists')],
  ['a checklist', () => local.put(`/checklists/${nordlys.roles.agent}`, { items: [], trainings: [] }, version)],
  ['calls kept aside', () => local.get('/calls/aside')],
  ['a call kept aside', () => local.get('/calls/aside/records?cause=no-agent')],
  ['the mending of calls', () => local.post('/calls/aside/settle', { cause: 'no-agent', as: 'dismiss' })],
])('S26 S29 403, and nothing changes: %s', async (_what, ask) => {
  const before = await everything(w)
  const { status, body } = await ask()
  expect([status, body.detail]).toEqual([403, expect.stringContaining('whole tenant')])
  expect(await everything(w)).toBe(before)
})
