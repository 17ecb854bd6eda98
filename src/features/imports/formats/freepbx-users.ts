import { to, toGroup, toGroups, toLanguage } from './cells.ts'
import { hasAll, type Format } from './format.ts'

/** FreePBX User Manager, users. */
export const freepbxUsers: Format = {
  name: 'freepbx-users',
  label: 'FreePBX User Manager users',
  matches: hasAll('username', 'fname', 'lname', 'default_extension'),
  reads: {
    username: to('username'),
    fname: to('firstName'),
    lname: to('lastName'),
    email: to('email'),
    groups: toGroups('tags', /[,;|\n]/),
    department: toGroup('desks'),
    company: toGroup('businessUnits'),
    default_extension: to('sipExtension', (text) => (/^none$/i.test(text) ? '' : text)),
    timezone: to('timeZone'),
    language: toLanguage('consoleLanguage'),
    title: to('jobTitle'),
    cell: to('phone'),
  },
}
