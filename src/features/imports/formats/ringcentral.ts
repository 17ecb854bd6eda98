import { to, toGroup, toJobTitle, toLanguage, toRoles, toSite } from './cells.ts'
import { hasAll, hasOneOf, type Format } from './format.ts'
import { wordKey } from './words.ts'

/** RingCentral, users by workbook. A file that came back has a column of errors behind. */
export const ringcentral: Format = {
  name: 'ringcentral',
  label: 'RingCentral users',
  key: wordKey,
  matches: (keys) =>
    hasAll('firstname', 'lastname', 'email', 'extension', 'role')(keys) && hasOneOf('userlanguage', 'costcenter')(keys),
  reads: {
    firstname: to('firstName'),
    lastname: to('lastName'),
    email: (text, row) => {
      row.set('username', text)
      row.set('email', text)
    },
    role: toRoles(/[;|\n]/),
    jobtitle: toJobTitle,
    site: toSite,
    department: toGroup('desks'),
    extension: to('sipExtension'),
    extensionnumber: to('sipExtension'),
    phonenumber: to('callerIdNumber'),
    userlanguage: toLanguage('consoleLanguage'),
  },
  ignores: ['costcenter', 'errors', 'error'],
}
