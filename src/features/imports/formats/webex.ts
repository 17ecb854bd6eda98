import { to, toGroup, toLanguage, toSite } from './cells.ts'
import { hasAll, plainKey, type Format } from './format.ts'
import type { RowDraft } from './row.ts'

/** Numbers are E.164 there, and spreadsheets take the plus sign away. */
const toNumber = (field: 'phone' | 'callerIdNumber') => (text: string, row: RowDraft) => {
  const [number = ''] = text.split(/[;,|\n]/)
  const bare = number.replace(/[\s().-]/g, '')
  row.set(field, /^[1-9]\d{9,14}$/.test(bare) ? `+${bare}` : number.trim())
}

/** Webex Control Hub, users by CSV. */
export const webex: Format = {
  name: 'webex',
  label: 'Webex Control Hub users',
  key: (heading) => plainKey(heading.replace(/\((?:required|optional)\)/giu, '')),
  matches: hasAll('first name', 'last name', 'user id/email'),
  reads: {
    'user id/email': (text, row) => {
      row.set('username', text)
      row.set('email', text)
    },
    'first name': to('firstName'),
    'last name': to('lastName'),
    'job title': to('jobTitle'),
    department: toGroup('desks'),
    location: toSite,
    extension: to('sipExtension'),
    'phone number': toNumber('phone'),
    'phone numbers': toNumber('phone'),
    'caller id number': toNumber('callerIdNumber'),
    'caller id first name': (text, row) => row.keep('first', text),
    'caller id last name': (text, row) => row.keep('last', text),
    'preferred language': toLanguage('consoleLanguage'),
  },
  ignores: ['user status', 'display name'],
  finish: (row) => row.set('callerIdName', `${row.kept('first')} ${row.kept('last')}`.trim()),
}
