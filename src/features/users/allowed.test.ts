/** What may be done to a user, and why something may not: told in words that say what is so. */
import { expect, test } from 'vitest'
import { world } from '#test/world.ts'

const w = await world()
const ana = w.as('ana')
await ana.get('/session')

test('200: of an active user, what is left undone says what is so already', async () => {
  const jon = await w.hire('Jon Sundry')
  const { items } = (await ana.get(`/users/${jon.id}/actions`)).body
  const reasons = Object.fromEntries(items.map((one: { action: string; reason?: string }) => [one.action, one.reason]))
  expect(reasons).toMatchObject({
    activate: 'The account is active already, or becomes active with its first password.',
    'end-sessions': 'There is no open session to end.',
    unlock: 'The account is not locked.',
    'send-activation': 'The account was activated already.',
    'reset-authenticator': 'No two-step verification is set up.',
    deactivate: undefined,
  })
})
