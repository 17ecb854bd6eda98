import { first, parts, readWholeName, to, toGroup, toGroups, toLanguage, toRoles } from './cells.ts'
import { hasAll, hasOneOf, type Format } from './format.ts'

/** SCIM 2.0, users of a list response (RFC 7643). Null takes a value away. */
export const scim: Format = {
  name: 'scim',
  label: 'SCIM users',
  matches: (keys) =>
    hasAll('username')(keys) && hasOneOf('name.givenname', 'name.familyname', 'name.formatted', 'emails')(keys),
  clearToken: '[null]',
  reads: {
    externalid: to('externalId'),
    username: to('username'),
    'name.givenname': to('firstName'),
    'name.familyname': to('lastName'),
    'name.formatted': (text, row) => row.keep('whole', text),
    displayname: (text, row) => row.keep('displayed', text),
    emails: (text, row) => row.set('email', first(text)),
    active: to('active'),
    title: to('jobTitle'),
    roles: toRoles('\n'),
    entitlements: (text, row) => row.join('tags', parts(text, '\n')),
    groups: toGroups('desks', '\n'),
    'enterprise.department': toGroup('desks'),
    'enterprise.division': toGroup('businessUnits'),
    'enterprise.employeenumber': (text, row) => row.offer('externalId', text),
    'phonenumbers.work': to('callerIdNumber'),
    'phonenumbers.mobile': to('phone'),
    timezone: to('timeZone'),
    preferredlanguage: toLanguage('consoleLanguage'),
    locale: (text, row) => {
      if (row.values.consoleLanguage === undefined) toLanguage('consoleLanguage')(text, row)
    },
  },
  ignores: [
    'id',
    'name.middlename',
    'name.honorificprefix',
    'name.honorificsuffix',
    'nickname',
    'usertype',
    'enterprise.costcenter',
    'enterprise.organization',
  ],
  finish: (row) => {
    const { firstName, lastName, username } = row.values
    if (!firstName && !lastName) readWholeName(row.kept('whole') || row.kept('displayed'), row)
    if (username?.includes('@')) row.offer('email', username)
  },
}
