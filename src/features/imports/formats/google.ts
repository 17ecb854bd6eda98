import { parts, to, toGroup, toJobTitle, toSite } from './cells.ts'
import { hasAll, plainKey, type Format } from './format.ts'
import type { RowDraft } from './row.ts'

/** Google's directory has units in a tree; ours are named by their whole path, so that two of one name stay two. */
const toUnit = (text: string, row: RowDraft) => {
  const path = parts(text, '/').join('/')
  row.join('businessUnits', path === '' ? [] : [path])
}

const toStatus = (text: string, row: RowDraft) =>
  row.set('active', /^active$/i.test(text) ? 'yes' : /^(?:suspended|archived)$/i.test(text) ? 'no' : text)

/**
 * Google Workspace, users by CSV, as it is downloaded and as it is uploaded. What stands in brackets behind a heading
 * tells which of the two a column is for.
 */
export const google: Format = {
  name: 'google',
  label: 'Google Workspace users',
  key: (heading) => plainKey(heading.replace(/\[[^\]]*\]/gu, '')),
  matches: hasAll('first name', 'last name', 'email address', 'org unit path'),
  reads: {
    'first name': to('firstName'),
    'last name': to('lastName'),
    'email address': (text, row) => {
      row.set('email', text)
      row.set('oauthEmail', text)
      row.set('username', text.split('@')[0] ?? '')
    },
    'org unit path': toUnit,
    'new primary email': (text, row) => {
      if (text !== '')
        row.notes.push('The row gives a new primary e-mail; e-mails do not change here, so it is not read.')
    },
    // The status that is to come stands behind the one that is.
    status: toStatus,
    'new status': toStatus,
    'work phone': to('callerIdNumber'),
    'mobile phone': to('phone'),
    'employee id': to('externalId'),
    'employee title': toJobTitle,
    department: toGroup('desks'),
    'building id': toSite,
  },
  ignores: [
    'last sign in',
    'recovery email',
    'home secondary email',
    'work secondary email',
    'recovery phone',
    'home phone',
    'work address',
    'home address',
    'employee type',
    'manager email',
    'cost center',
    '2sv enrolled',
    '2sv enforced',
    'floor name',
    'floor section',
    'email usage',
    'drive usage',
    'total storage',
    'advanced protection program enrollment',
  ],
}
