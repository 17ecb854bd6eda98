/** Readers that several formats share, and how text of a cell is taken apart. */
import type { GroupField } from '#src/features/users/fields/catalogue.ts'
import type { Reader } from './format.ts'
import type { ImportField, RowDraft, SkillName } from './row.ts'

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

/** Names apart by semicolons, vertical bars or line breaks; a comma is part of a name. */
export const splitList = (text: string): string[] =>
  text
    .split(/[;|\r\n]/)
    .map((name) => name.trim())
    .filter((name) => name !== '')

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
  const [, name = '', number = ''] = /^\s*(?:"?([^"<]*?)"?\s*<([^>]*)>)\s*$/u.exec(text) ?? []
  const alone = number === '' && /^[+\d][\d\s().-]*$/.test(text)
  row.set('callerIdName', number === '' && !alone ? text : name.trim())
  row.set('callerIdNumber', alone ? text : number.trim())
}
