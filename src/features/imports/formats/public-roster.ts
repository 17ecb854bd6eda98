import { readLastNameFirst, toGroup, toJobTitle } from './cells.ts'
import { hasAll, hasOneOf, type Format } from './format.ts'

const namesAnAddress = hasOneOf('email', 'e-mail', 'email address', 'username', 'login', 'user')

/**
 * A list of staff that authorities publish: names with the last name first, titles, departments. It has no key: people of one
 * name stand in it, so nobody is told apart by it, and addresses have to be made.
 */
export const publicRoster: Format = {
  name: 'public-roster',
  label: 'Public roster of staff',
  matches: (keys) =>
    hasAll('name', 'department')(keys) &&
    hasOneOf('job titles', 'job title', 'title', 'position')(keys) &&
    !namesAnAddress(keys),
  reads: {
    name: readLastNameFirst,
    'job titles': toJobTitle,
    'job title': toJobTitle,
    title: toJobTitle,
    position: toJobTitle,
    department: toGroup('desks'),
  },
}
