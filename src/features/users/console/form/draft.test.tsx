import { beforeEach, expect, test } from 'vitest'
import { differing, dropDraft, keepDraft, recallDraft } from './draft.ts'
import type { FormValues } from './values.ts'

const place = { tenant: 1, me: 'm', user: 'u' }
const saved: FormValues = { firstName: 'Ana', phone: null, tags: [1] }
const NOW = Date.UTC(2026, 2, 1)
const DAY = 86_400_000

beforeEach(() => localStorage.clear())

test('what was typed comes back, the changed fields alone', () => {
  keepDraft(place, saved, { ...saved, firstName: 'Anna' }, NOW)
  const draft = recallDraft(place, saved, NOW + DAY)
  expect(draft?.values).toEqual({ firstName: 'Anna' })
  expect(draft && differing(saved, draft)).toEqual(['firstName'])
})

test('a password or token is never kept', () => {
  keepDraft(
    place,
    saved,
    { ...saved, phone: '+37120000000', sipPassword: 'secret one', caldavSecret: 'secret two' },
    NOW,
  )
  expect(JSON.stringify({ ...localStorage })).toContain('+37120000000')
  expect(JSON.stringify({ ...localStorage })).not.toContain('secret')
})

test('somebody else at the same browser is offered nothing', () => {
  keepDraft(place, saved, { ...saved, firstName: 'Anna' }, NOW)
  expect(recallDraft({ ...place, me: 'other' }, saved, NOW)).toBeNull()
  expect(recallDraft({ ...place, tenant: 2 }, saved, NOW)).toBeNull()
})

test('a draft is forgotten after a week, once it is saved, and when nothing is changed any more', () => {
  keepDraft(place, saved, { ...saved, firstName: 'Anna' }, NOW)
  expect(recallDraft(place, saved, NOW + 8 * DAY)).toBeNull()
  expect(recallDraft(place, { ...saved, firstName: 'Anna' }, NOW)).toBeNull()
  keepDraft(place, saved, saved, NOW)
  expect(localStorage).toHaveLength(0)
  keepDraft(place, saved, { ...saved, firstName: 'Anna' }, NOW)
  dropDraft(place)
  expect(recallDraft(place, saved, NOW)).toBeNull()
})

test('a draft that cannot be read is as good as none', () => {
  localStorage.setItem('rollcall-draft:1:m:u', '{')
  expect(recallDraft(place, saved, NOW)).toBeNull()
})
