import { readWholeName, to, toCountry, toGroup, toLanguage, toRoles } from './cells.ts'
import { hasAll, hasOneOf, type Format } from './format.ts'

/** Okta, people by CSV. */
export const okta: Format = {
  name: 'okta',
  label: 'Okta people',
  matches: (keys) =>
    hasAll('login', 'firstname', 'lastname', 'email')(keys) && hasOneOf('secondemail', 'usertype', 'profileurl')(keys),
  reads: {
    login: to('username'),
    firstname: to('firstName'),
    lastname: to('lastName'),
    email: (text, row) => {
      row.set('email', text)
      row.set('oauthEmail', text)
    },
    title: to('jobTitle'),
    displayname: (text, row) => row.keep('whole', text),
    mobilephone: to('phone'),
    primaryphone: to('callerIdNumber'),
    city: (text, row) => row.place('site', text),
    preferredlanguage: toLanguage('consoleLanguage'),
    locale: (text, row) => {
      if (row.values.consoleLanguage === undefined) toLanguage('consoleLanguage')(text, row)
    },
    countrycode: toCountry,
    timezone: to('timeZone'),
    usertype: toRoles(/[;|\n]/),
    employeenumber: to('externalId'),
    division: toGroup('businessUnits'),
    department: toGroup('desks'),
  },
  ignores: [
    'middlename',
    'honorificprefix',
    'honorificsuffix',
    'nickname',
    'profileurl',
    'secondemail',
    'streetaddress',
    'state',
    'zipcode',
    'postaladdress',
    'costcenter',
    'organization',
    'managerid',
    'manager',
  ],
  finish: (row) => {
    const { firstName, lastName } = row.values
    if (!firstName && !lastName) readWholeName(row.kept('whole'), row)
  },
}
