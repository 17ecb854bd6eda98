import { definition, fieldNames, groupFieldNames, type FieldName } from '#src/features/users/fields/catalogue.ts'
import { isLikeFormula } from '../../../contract/text.ts'
import { readWholeName, skillOf, splitList, to } from './cells.ts'
import type { Format, Reader } from './format.ts'
import type { ImportField } from './row.ts'

/** `First name`, `first_name` and `firstName` are one heading. */
const key = (heading: string) =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/** A cell that began like a formula was made harmless by an apostrophe when it was exported (BULK-7). */
const unguarded = (text: string) => (text.startsWith("'") && isLikeFormula(text) ? text.slice(1) : text)

const isGroup = (name: FieldName) => (groupFieldNames as readonly string[]).includes(name)

/** Never read from a file: secrets, what only a superuser gives, and the fields that a tenant defines for itself. */
const notRead: readonly FieldName[] = ['superuser', 'sipPassword', 'caldavSecret', 'custom']

function readerOf(name: FieldName): Reader {
  if (name === 'site') return (text, row) => row.place('site', unguarded(text))
  if (name === 'sipPbx') return (text, row) => row.place('pbx', unguarded(text))
  if (name === 'roles') return (text, row) => row.give(splitList(unguarded(text)))
  if (name === 'skills') return (text, row) => row.learn(splitList(unguarded(text)).map(skillOf))
  if (isGroup(name)) return (text, row) => row.join(name as 'desks', splitList(unguarded(text)))
  return to(name as ImportField, unguarded)
}

/** Every heading by which the catalogue knows a field that files may fill. */
const reads: Record<string, Reader> = {
  // Pending is what becomes of an active account without a password, so it is asked for as active.
  [key('Status')]: (text, row) => row.set('active', /^pending$/i.test(text) ? 'yes' : text),
  [key('Name')]: (text, row) => readWholeName(unguarded(text), row),
  [key('Full name')]: (text, row) => readWholeName(unguarded(text), row),
}
const keysOf = (name: FieldName) => [name, definition(name).label, ...(definition(name).headings ?? [])].map(key)
for (const name of fieldNames.filter((field) => !notRead.includes(field))) {
  for (const each of keysOf(name)) reads[each] = readerOf(name)
}

/** Columns of our own export that no import takes. */
const ignores = [
  'Id',
  'Locked',
  'Availability',
  'Queues',
  'Last sign-in',
  'Two-step verification',
  'Calls handled',
  'Created',
  'Picture',
  'Tenant superuser',
].map(key)

/** A header tells people apart when it has sign-in names or addresses. */
const namesPeople = (keys: ReadonlySet<string>) =>
  [...keysOf('username'), ...keysOf('email')].some((each) => keys.has(each))

/** Our own export: every heading is a field's name or label. */
export const rollcall: Format = {
  name: 'rollcall',
  label: 'Rollcall export',
  key,
  matches: (keys) =>
    namesPeople(keys) && [...keys].every((each) => Object.hasOwn(reads, each) || ignores.includes(each)),
  reads,
  ignores,
}

/** Any file whose header uses our words for some columns; the others are told as not read. */
export const plain: Format = { ...rollcall, name: 'plain', label: 'CSV with our field names', matches: namesPeople }
