import { sortKey } from '../../../contract/text.ts'
import { groupWords } from '../../groups/contract.ts'
import { groupFields, type GroupField } from '../../users/fields/catalogue.ts'
import type { ImportWarning } from '../contract.ts'
import type { ColumnOf } from '../formats/row.ts'
import type { Names } from './names.ts'
import type { Said } from './wish.ts'

/** Names as they were first written, by what they are compared as. */
type Written = ReadonlyMap<string, string>
/** The names that stand in good rows and count for nothing here. */
type LeftOut = {
  readonly unknown: ReadonlyMap<GroupField, Written>
  readonly archived: ReadonlyMap<GroupField, Written>
  readonly sites: Written
}
const SHOWN = 10

/** `a, b, c and 9 more`. */
function listed(names: Written): string {
  const some = [...names.values()].slice(0, SHOWN).join(', ')
  return names.size > SHOWN ? `${some} and ${names.size - SHOWN} more` : some
}

const counted = (count: number, one: string, many: string) => (count === 1 ? `1 ${one} is` : `${count} ${many} are`)

/** What of the good rows does not go in as it stands, in sentences that name the column. */
export function warningsOf(
  left: LeftOut,
  columnOf: ColumnOf,
  { site, stays }: Pick<Names, 'site' | 'stays'>,
): ImportWarning[] {
  const groups = (code: string, what: string, byField: ReadonlyMap<GroupField, Written>): ImportWarning[] =>
    [...byField].map(([field, names]) => {
      const { one, many } = groupWords[groupFields[field]]
      const was = names.size === 1 ? 'was' : 'were'
      const message = `Column “${columnOf[field] ?? many}”: ${counted(names.size, one, many)} ${what} and ${was} left out: ${listed(names)}.`
      return { line: null, code, message }
    })
  const sites = (names: Written): ImportWarning[] => {
    const where = stays ? `whoever is new goes to ${site?.name}, the others stay` : `their people go to ${site?.name}`
    const message = `Column “${columnOf.site ?? 'site'}”: ${counted(names.size, 'site', 'sites')} not known here; ${where}: ${listed(names)}.`
    return names.size === 0 ? [] : [{ line: null, code: 'unknown-sites', message }]
  }
  return [
    ...groups('unknown-groups', 'not known here', left.unknown),
    ...groups('archived-groups', 'archived', left.archived),
    ...sites(left.sites),
  ]
}

/** @param createGroups groups that are not there are made, and so not left out */
export function leftOutIn(rows: readonly Said[], createGroups: boolean): LeftOut {
  const sites = new Map<string, string>()
  const groups = {
    unknown: new Map<GroupField, Map<string, string>>(),
    archived: new Map<GroupField, Map<string, string>>(),
  }
  for (const [what, field, name] of rows.flatMap(({ adds }) => adds?.absent ?? [])) {
    if (what === 'no-site' || (what === 'unknown' && createGroups)) continue
    const names = what === 'site' ? sites : (groups[what].get(field) ?? new Map<string, string>())
    if (what !== 'site') groups[what].set(field, names)
    if (!names.has(sortKey(name))) names.set(sortKey(name), name)
  }
  return { ...groups, sites }
}

/** What was met in single rows that may go in all the same. */
export const notesOf = (rows: readonly Said[]): ImportWarning[] =>
  rows.flatMap(({ line, formed, notes }) => (formed ? notes.map((message) => ({ line, code: 'note', message })) : []))
