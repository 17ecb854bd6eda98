import { to, toCallerId, toGroup, toLanguage, toRoles, toSite } from './cells.ts'
import { hasAll, hasOneOf, type Format } from './format.ts'
import { wordKey } from './words.ts'

const isWazo = hasOneOf('ctiprofilename', 'profileclient', 'voicemailcontext', 'incallcontext')

/** Wazo, and XiVO before it, users by CSV: the same columns with and without underscores, some under other names. */
export const wazo: Format = {
  name: 'wazo',
  label: 'Wazo and XiVO users',
  key: wordKey,
  matches: (keys) => hasAll('firstname', 'lastname', 'context')(keys) && isWazo(keys),
  reads: {
    uuid: to('externalId'),
    entityid: toGroup('businessUnits'),
    firstname: to('firstName'),
    lastname: to('lastName'),
    email: to('email'),
    voicemailemail: (text, row) => row.offer('email', text),
    language: toLanguage('languages'),
    outgoingcallerid: toCallerId,
    outcallerid: toCallerId,
    mobilephonenumber: to('phone'),
    ctiprofilename: toRoles(/[;|\n]/),
    profileclient: toRoles(/[;|\n]/),
    username: to('username'),
    exten: to('sipExtension'),
    phonenumber: to('sipExtension'),
    context: toSite,
    sipusername: to('sipUsername'),
    linename: to('sipUsername'),
    lineprotocol: (text, row) => row.set('sipOption', /^(?:pj)?sip$/i.test(text) ? 'pbx' : ''),
    protocol: (text, row) => row.set('sipOption', /^(?:pj)?sip$/i.test(text) ? 'pbx' : ''),
  },
}
