import { expect, test } from 'vitest'
import { refusalOf } from './server-errors.ts'

const refused = { type: '/problems/invalid-request', title: 'Something in the request does not fit', status: 422 }

test('each error stands at the field that its pointer names, however deep it points', () => {
  const errors = [
    { pointer: '#/roles/0/sites', code: 'unknown', message: 'There is no such site.' },
    { pointer: '/phone', code: 'phone', message: 'Such a number cannot exist.' },
  ]
  expect(refusalOf({ ...refused, errors })).toEqual({
    fields: { roles: 'There is no such site.', phone: 'Such a number cannot exist.' },
  })
})

test('of several errors of one field the first is shown', () => {
  const errors = [
    { pointer: '/phone', code: 'a', message: 'First.' },
    { pointer: '/phone', code: 'b', message: 'Second.' },
  ]
  expect(refusalOf({ ...refused, errors }).fields.phone).toBe('First.')
})

test('an error of no field of ours is said above the form', () => {
  const errors = [{ pointer: '/signIn', code: 'x', message: 'Choose a way to sign in.' }]
  expect(refusalOf({ ...refused, errors })).toEqual({ fields: {}, whole: 'Choose a way to sign in.' })
})

test('a refusal is said in the words of its rule', () => {
  const document = {
    type: '/problems/refused',
    title: 'This is not done to that person',
    status: 409,
    reason: 'last-administrator',
  }
  expect(refusalOf(document).whole).toMatch(/last administrator/)
})
