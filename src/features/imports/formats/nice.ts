import { to, toGroup, toRoles } from './cells.ts'
import { hasAll, type Format } from './format.ts'

/** NICE CXone, employees. Blank means unchanged there, and a token of its own means empty. */
export const nice: Format = {
  name: 'nice',
  label: 'NICE CXone employees',
  matches: hasAll('username', 'first name', 'last name', 'email address', 'team name'),
  clearToken: '[!***REMOVE***!]',
  reads: {
    username: to('username'),
    'first name': to('firstName'),
    'last name': to('lastName'),
    'email address': to('email'),
    'role name': toRoles(/[;|\n]/),
    'team name': toGroup('desks'),
    'time zone': to('timeZone'),
    'user id': to('externalId'),
  },
  ignores: ['invite', 'row changed'],
  leavesOut: (cell) => {
    const changed = cell('row changed')
    return changed === undefined || /^(?:y|yes|true)$/i.test(changed)
      ? undefined
      : 'rows that are not marked as changed'
  },
}
