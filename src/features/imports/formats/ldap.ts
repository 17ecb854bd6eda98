import { fold } from '#src/contract/text.ts'
import { first, parts, readWholeName, to, toGroup, toGroups, toLanguage } from './cells.ts'
import { hasAll, hasOneOf, type Format, type Reader } from './format.ts'
import type { RowDraft } from './row.ts'

/** The names at the front of the names of entries: `cn=Sales,ou=Groups,dc=…` is Sales. */
const namesOf = (text: string) =>
  parts(text, '\n').map((dn) =>
    dn
      .replace(/^[^=,]+=/, '')
      .replace(/(?<!\\),.*$/su, '')
      .replaceAll('\\', '')
      .trim(),
  )

const kept =
  (what: string): Reader =>
  (text, row) =>
    row.keep(what, text)

/** Names in another alphabet stand in attributes of their own, such as `cn;lang-ja`; those without are taken. */
export const ldap: Format = {
  name: 'ldap',
  label: 'LDAP directory',
  matches: (keys) => hasAll('dn')(keys) && hasOneOf('uid', 'cn', 'samaccountname')(keys),
  reads: {
    dn: kept('dn'),
    uid: (text, row) => row.set('username', first(text)),
    samaccountname: (text, row) => row.offer('username', text),
    cn: (text, row) => row.keep('whole', first(text)),
    givenname: (text, row) => row.set('firstName', first(text)),
    sn: (text, row) => row.set('lastName', first(text)),
    mail: (text, row) => {
      row.set('email', first(text))
      const more = parts(text, '\n').length - 1
      if (more > 0) row.notes.push(`The entry has ${more + 1} addresses; the first is taken.`)
    },
    telephonenumber: (text, row) => row.set('callerIdNumber', first(text)),
    mobile: (text, row) => row.set('phone', first(text)),
    title: (text, row) => row.set('jobTitle', first(text)),
    ou: kept('units'),
    department: toGroup('desks'),
    departmentnumber: toGroups('businessUnits', '\n'),
    l: (text, row) => row.place('site', first(text)),
    employeetype: toGroups('tags', '\n'),
    memberof: (text, row) => row.join('tags', namesOf(text)),
    nsroledn: (text, row) => row.join('tags', namesOf(text)),
    employeenumber: to('externalId'),
    entryuuid: (text, row) => row.offer('externalId', text),
    preferredlanguage: toLanguage('consoleLanguage'),
    roomnumber: (text, row) => {
      if (text !== '') row.remark(`Room ${first(text)}`)
    },
    nsaccountlock: (text, row) => row.set('active', /^true$/i.test(text) ? 'no' : ''),
    pwdaccountlockedtime: (text, row) => row.set('active', text === '' ? '' : 'no'),
    // Bit 2 is ACCOUNTDISABLE (Active Directory).
    useraccountcontrol: (text, row) => row.set('active', text === '' ? '' : Number(text) & 2 ? 'no' : 'yes'),
  },
  ignores: ['objectclass', 'manager', 'seealso', 'facsimiletelephonenumber', 'description', 'postaladdress'],
  finish: (row) => {
    joinUnits(row)
    nameFromWhole(row)
  },
}

/** Of several units those are left out in which the entry merely lies, as everybody does in `ou=People`. */
function joinUnits(row: RowDraft) {
  const units = parts(row.kept('units'), '\n')
  const around = new Set(
    [...row.kept('dn').matchAll(/(?:^|,)\s*ou=([^,]*)/giu)].map(([, name = '']) => name.trim().toLowerCase()),
  )
  const own = units.filter((unit) => !around.has(unit.toLowerCase()))
  row.join('desks', own.length > 0 ? own : units)
}

/** What stands before the last name in the whole one is the first. */
function nameFromWhole(row: RowDraft) {
  const whole = row.kept('whole')
  const { firstName, lastName } = row.values
  if (firstName) return
  if (!lastName) {
    readWholeName(whole, row)
    return
  }
  const [words, last] = [whole.split(/\s+/u), lastName.split(/\s+/u)]
  if (fold(words.slice(-last.length).join(' ')) === fold(last.join(' ')))
    row.offer('firstName', words.slice(0, -last.length).join(' '))
}
