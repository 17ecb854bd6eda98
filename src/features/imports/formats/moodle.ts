import { to, toBlocked, toCountry, toGroup, toLanguage, toRoles, toSite } from './cells.ts'
import { hasAll, type Format, type Reader } from './format.ts'

const OF_MOODLE = /^(?:idnumber|suspended|deleted|oldusername|institution|auth|cohort\d+|course\d+|sysrole\d+)$/

const numbered: Record<string, Reader> = {}
for (let n = 1; n < 10; n++) {
  numbered[`cohort${n}`] = toGroup('desks')
  numbered[`sysrole${n}`] = toRoles('|')
}

/** Moodle, users by CSV. */
export const moodle: Format = {
  name: 'moodle',
  label: 'Moodle users',
  matches: (keys) =>
    hasAll('username', 'firstname', 'lastname', 'email')(keys) && [...keys].some((key) => OF_MOODLE.test(key)),
  reads: {
    username: to('username'),
    firstname: to('firstName'),
    lastname: to('lastName'),
    email: to('email'),
    suspended: toBlocked,
    deleted: (text, row) => {
      if (/^(?:1|yes|true)$/i.test(text))
        row.refuseColumn('operation', 'The row deletes somebody, which an import does not do. Take the row out.')
    },
    oldusername: (text, row) => {
      if (text !== '') row.notes.push(`The row renames “${text}”. Match people by another key, such as the e-mail.`)
    },
    department: toGroup('desks'),
    institution: toGroup('businessUnits'),
    city: toSite,
    country: toCountry,
    phone1: to('callerIdNumber'),
    phone2: to('phone'),
    // 99 is the zone of the server.
    timezone: to('timeZone', (text) => (text === '99' ? '' : text)),
    lang: toLanguage('consoleLanguage'),
    idnumber: to('externalId'),
    ...numbered,
  },
  ignores: ['auth'],
}
