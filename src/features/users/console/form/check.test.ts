import { expect, test } from 'vitest'
import { checkAll } from './check.ts'
import { emptyValues, fieldsOf, type FormValues } from './values.ts'

const fields = fieldsOf(['dialer', 'pbx', 'queues'])
const well: FormValues = {
  ...emptyValues({ autoDial: 'off', site: 1 }),
  username: 'ana',
  email: 'ana@example.com',
  roles: [{ id: 3 }],
}

test('an empty form says what is missing and nothing else', () => {
  const faults = checkAll(emptyValues({ autoDial: 'off', site: null }), fields)
  expect(Object.keys(faults).sort()).toEqual(['email', 'roles', 'site', 'username'])
})

test('what is complete has no faults', () => {
  expect(checkAll(well, fields)).toEqual({})
})

test('a field says how to mend itself in the words of the catalogue', () => {
  expect(checkAll({ ...well, phone: '123' }, fields).phone).toMatch(/international form/)
})

test('a mistake typed for another SIP option does not stand in the way', () => {
  const typed: FormValues = { ...well, sipOption: 'custom_uri', sipUri: 'nonsense' }
  expect(checkAll(typed, fields).sipUri).toMatch(/not a SIP URI/)
  expect(checkAll({ ...typed, sipOption: 'webrtc' }, fields)).toEqual({})
})

test('a PBX asks for the PBX and an extension', () => {
  expect(checkAll({ ...well, sipOption: 'pbx' }, fields)).toMatchObject({
    sipPbx: expect.any(String),
    sipExtension: expect.any(String),
  })
})

test('fields of a module that is off are not asked for', () => {
  expect(fieldsOf(['dialer'])).not.toContain('sipOption')
  expect(checkAll({ ...well, sipOption: 'pbx' }, fieldsOf(['dialer']))).toEqual({})
})
