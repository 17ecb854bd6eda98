/** Readers that several formats share, and how text of a cell is taken apart. */
import type { GroupField } from '#src/features/users/fields/catalogue.ts'
import type { Reader } from './format.ts'
import type { ImportField, RowDraft, SkillName } from './row.ts'
import { codeOfCountry } from './countries.ts'
import { tagOfLanguage } from './languages.ts'

export const to =
  (field: ImportField, write: (text: string) => string = (text) => text): Reader =>
  (text, row) =>
    row.set(field, text === '' ? '' : write(text))

export const toSite: Reader = (text, row) => row.place('site', text)

/** The whole cell is the name of one group. */
export const toGroup =
  (kind: Exclude<GroupField, 'skills'>): Reader =>
  (text, row) =>
    row.join(kind, text === '' ? [] : [text])

/** `Spanish:4` is the skill Spanish at level 4; a level is 1 to 5, and anything else belongs to the name. */
export function skillOf(text: string): SkillName {
  const [, name, level] = /^(.*\S)\s*:\s*([1-5])$/u.exec(text) ?? []
  return name && level ? { name, level: Number(level) } : { name: text }
}

/** A name in one string: the last word is the last name; a single word is a first name. */
export function readWholeName(text: string, row: RowDraft) {
  const words = text.split(/\s+/u).filter((word) => word !== '')
  row.offer('firstName', words.length > 1 ? words.slice(0, -1).join(' ') : text)
  row.offer('lastName', words.length > 1 ? (words.at(-1) ?? '') : '')
}

/** A caller ID as SIP headers write it: `"Name" <number>`, `Name <number>`, `<number>`, or the number alone. */
export function readCallerId(text: string, row: RowDraft) {
  const opens = text.endsWith('>') ? text.indexOf('<') : -1
  const alone = opens < 0 && /^[+\d][\d\s().-]*$/.test(text)
  const name = opens < 0 ? text : text.slice(0, opens).trim()
  row.set('callerIdName', alone ? '' : name.startsWith('"') && name.endsWith('"') ? name.slice(1, -1).trim() : name)
  row.set('callerIdNumber', alone ? text : opens < 0 ? '' : text.slice(opens + 1, -1).trim())
}

/** A cell with several values, one on each line: the first is taken. */
export const first = (text: string) => text.split('\n', 1)[0] ?? ''

/** The parts of a cell between marks such as `,` or `|`, trimmed, without blank ones. */
export const parts = (text: string, mark: string | RegExp): string[] =>
  text
    .split(mark)
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** Several names of groups in one cell. */
export const toGroups =
  (kind: Exclude<GroupField, 'skills'>, mark: string | RegExp = /[;|\n]/): Reader =>
  (text, row) =>
    row.join(kind, parts(text, mark))

export const toRoles =
  (mark: string | RegExp): Reader =>
  (text, row) =>
    row.give(parts(text, mark))

/** Job titles are kept, and are tags too: people are gathered by them. */
export const toJobTitle: Reader = (text, row) => {
  row.set('jobTitle', text)
  row.join('tags', text === '' ? [] : [text])
}

/** A flag that is set when the person may not sign in: the reverse of ours. */
export const toBlocked: Reader = (text, row) =>
  row.set('active', /^(?:yes|y|true|1)$/i.test(text) ? 'no' : /^(?:no|n|false|0)$/i.test(text) ? 'yes' : text)

/** The address signs in too: as username, and by way of OAuth. */
export const toAddress: Reader = (text, row) => {
  row.set('username', text)
  row.set('email', text)
  row.set('oauthEmail', text)
}

/** The number under which the person is known: the username, and the extension. */
export const toExtension: Reader = (text, row) => {
  row.set('username', text)
  row.set('sipExtension', text)
}

/** A caller ID number, or a word such as `default` that stands for none. */
export const toCallerId: Reader = (text, row) => row.set('callerIdNumber', /^\+?\d[\d\s().-]*$/.test(text) ? text : '')

/** Where the row's own numbers without + are dialled from. */
export const toCountry: Reader = (text, row) => row.keep('country', codeOfCountry(text))

/** A language as a tag, or as its English name; left open where it is neither. */
export const toLanguage =
  (field: 'consoleLanguage' | 'languages'): Reader =>
  (text, row) =>
    row.set(field, tagOfLanguage(text))

/** A name in one string with the last name first: `LIND, ANA M`. */
export function readLastNameFirst(text: string, row: RowDraft) {
  const comma = text.indexOf(',')
  if (comma < 0) {
    readWholeName(text, row)
    return
  }
  row.offer('lastName', text.slice(0, comma).trim())
  row.offer('firstName', text.slice(comma + 1).trim())
}

/** Refuses a row that asks for what no import does; blank cells and operations that make or change somebody pass. */
export const toOperation =
  (allowed: RegExp): Reader =>
  (text, row) => {
    if (text !== '' && !allowed.test(text))
      row.refuseColumn(
        'operation',
        `The row says “${text.slice(0, 40)}”. An import makes and changes people, and does nothing else. Take the row out.`,
      )
  }
