import { describe, expect, test } from 'vitest'
import { changedFields, newUserOf, patchOf } from './changes.ts'
import { emptyValues, nextAfter, type FormValues } from './values.ts'

const saved: FormValues = {
  ...emptyValues({ autoDial: 'off', site: 1 }),
  username: 'ana',
  email: 'ana@example.com',
  roles: [{ id: 3, sites: null, desks: null }],
  tags: [1, 2],
}

describe('what a save sends', () => {
  test('names only what is different', () => {
    expect(patchOf(saved, { ...saved, firstName: 'Ana', phone: null })).toEqual({ firstName: 'Ana' })
  })

  test('of the tenant’s own fields, only those that are different: others may be archived by now', () => {
    const before = { ...saved, custom: { old: 'kept', size: 'M', badge: 7 } }
    const after = { ...saved, custom: { old: 'kept', size: 'L', badge: null, remote: true } }
    expect(patchOf(before, after)).toEqual({ custom: { size: 'L', badge: null, remote: true } })
  })

  test('an emptied field travels as null, never as an empty text', () => {
    expect(patchOf({ ...saved, jobTitle: 'Agent' }, { ...saved, jobTitle: null })).toEqual({ jobTitle: null })
  })

  test('the same tags in another order, or a limit left out, change nothing', () => {
    expect(patchOf(saved, { ...saved, tags: [2, 1], roles: [{ id: 3 }] })).toEqual({})
  })

  test('a secret travels when it was typed or removed, and not otherwise', () => {
    expect(changedFields(saved, saved)).toEqual([])
    expect(patchOf(saved, { ...saved, caldavSecret: 'token' })).toEqual({ caldavSecret: 'token' })
    expect(patchOf(saved, { ...saved, caldavSecret: null })).toEqual({ caldavSecret: null })
  })
})

describe('switching the SIP option', () => {
  const typed: FormValues = {
    ...saved,
    sipOption: 'pbx',
    sipPbx: 4,
    sipExtension: '204',
    sipUri: 'sip:ana@pbx.example.com',
    sipPassword: 'secret',
  }

  test('what was typed for another option is dropped on saving alone', () => {
    expect(patchOf(saved, typed)).toEqual({ sipOption: 'pbx', sipPbx: 4, sipExtension: '204', sipPassword: 'secret' })
    expect(typed.sipUri).toBe('sip:ana@pbx.example.com')
  })

  test('leaving a PBX clears its extension and removes its password', () => {
    const before: FormValues = { ...saved, sipOption: 'pbx', sipPbx: 4, sipExtension: '204' }
    expect(patchOf(before, { ...before, sipOption: 'webrtc' })).toEqual({
      sipOption: 'webrtc',
      sipPbx: null,
      sipExtension: null,
      sipPassword: null,
    })
  })

  test('an option that stays leaves its neighbours alone', () => {
    const before: FormValues = { ...saved, sipOption: 'webrtc', sipExtension: '204' }
    expect(patchOf(before, { ...before, firstName: 'Ana' })).toEqual({ firstName: 'Ana' })
  })
})

describe('a new user', () => {
  test('what is empty is left out, so that the defaults of the site apply', () => {
    const body = newUserOf(
      saved,
      ['username', 'email', 'site', 'roles', 'phone', 'languages', 'active', 'timeZone'],
      'temporary-password',
    )
    expect(body).toEqual({
      username: 'ana',
      email: 'ana@example.com',
      site: 1,
      roles: [{ id: 3, sites: null, desks: null }],
      active: true,
      signIn: 'temporary-password',
    })
  })

  test('an inactive one is given no password', () => {
    expect(newUserOf({ ...saved, active: false }, ['username', 'active'], 'temporary-password')).toMatchObject({
      active: false,
      signIn: 'none',
    })
  })

  test('another one after it keeps site, team and roles, and nothing of the person', () => {
    const empty = emptyValues({ autoDial: 'off', site: null })
    const next = nextAfter({ ...saved, desks: [8], firstName: 'Ana', phone: '+37120000000' }, empty)
    expect(next).toMatchObject({
      site: 1,
      desks: [8],
      roles: saved.roles,
      username: null,
      firstName: null,
      phone: null,
    })
  })
})
