import { to, toGroup, toRoles } from './cells.ts'
import { hasAll, type Format } from './format.ts'

/** Amazon Connect, users by CSV; without addresses where SAML signs people in. One heading holds a bar itself. */
export const amazonConnect: Format = {
  name: 'amazon-connect',
  label: 'Amazon Connect users',
  matches: hasAll('first name', 'last name', 'user login', 'routing profile name'),
  reads: {
    'first name': to('firstName'),
    'last name': to('lastName'),
    'email address': to('email'),
    'user login': to('username'),
    'routing profile name': toGroup('tags'),
    'security_profile_name_1|security_profile_name_2': toRoles('|'),
    'hierarchy group': toGroup('businessUnits'),
    'phone number': to('phone'),
    'soft phone auto accept (yes/no)': to('autoDial', (text) =>
      /^yes$/i.test(text) ? 'progressive' : /^no$/i.test(text) ? 'off' : text,
    ),
  },
  ignores: ['phone type (soft/desk)', 'acw timeout (seconds)'],
  finish: (row) => {
    const { username = '' } = row.values
    if (username.includes('@')) row.offer('email', username)
  },
}
