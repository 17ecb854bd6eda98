import { parts, skillOf, to, toGroup, toGroups, toLanguage, toRoles } from './cells.ts'
import { hasAll, hasOneOf, type Format } from './format.ts'
import { wordKey } from './words.ts'

/** Five9, users, by the names of its fields. */
export const five9: Format = {
  name: 'five9',
  label: 'Five9 users',
  key: wordKey,
  matches: (keys) =>
    hasAll('username', 'firstname', 'lastname', 'email')(keys) &&
    hasOneOf('federationid', 'agentdid', 'userprofile', 'userprofilename')(keys),
  reads: {
    username: to('username'),
    firstname: to('firstName'),
    lastname: to('lastName'),
    email: to('email'),
    active: to('active'),
    role: toRoles(/[,;|\n]/),
    roles: toRoles(/[,;|\n]/),
    skills: (text, row) => row.learn(parts(text, /[,;|\n]/).map(skillOf)),
    userprofile: toGroup('tags'),
    userprofilename: toGroup('tags'),
    agentgroup: toGroups('agentGroups', /[,;|\n]/),
    agentgroups: toGroups('agentGroups', /[,;|\n]/),
    extension: to('sipExtension'),
    agentdid: to('callerIdNumber'),
    usertimezone: to('timeZone'),
    timezone: to('timeZone'),
    locale: toLanguage('consoleLanguage'),
    federationid: to('oauthEmail', (text) => (text.includes('@') ? text : '')),
  },
}
