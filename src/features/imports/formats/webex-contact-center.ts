import { to, toGroup, toGroups, toRoles, toSite } from './cells.ts'
import { hasAll, type Format } from './format.ts'
import { wordKey } from './words.ts'

/** Webex Contact Center, users. A profile of skills is a set of them under one name, and so a tag of ours. */
export const webexContactCenter: Format = {
  name: 'webex-contact-center',
  label: 'Webex Contact Center users',
  key: wordKey,
  matches: hasAll('email', 'userprofile', 'teams'),
  reads: {
    email: (text, row) => {
      row.set('username', text)
      row.set('email', text)
    },
    firstname: to('firstName'),
    lastname: to('lastName'),
    site: toSite,
    teams: toGroups('desks'),
    userprofile: toRoles('|'),
    skillprofile: toGroup('tags'),
    // A number that others dial: of a few digits within the house, else from outside.
    defaultdn: (text, row) => {
      row.set('sipExtension', /^\d{1,6}$/.test(text) ? text : '')
      row.set('callerIdNumber', /^\d{0,6}$/.test(text) ? '' : text)
    },
    externalid: to('externalId'),
  },
  ignores: ['multimediaprofile'],
}
