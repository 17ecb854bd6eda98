import { definition, type FieldName } from '#src/features/users/fields/catalogue.ts'
import { columnTargets } from '../contract.ts'
import { readerOf, readStatus } from './fields.ts'
import type { Format, Reader } from './format.ts'

/** `First name`, `first_name` and `firstName` are one heading. */
export const wordKey = (heading: string) =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/** Every heading by which the catalogue knows a field that files may fill. */
const reads: Record<string, Reader> = {
  [wordKey('Status')]: readStatus,
  [wordKey('Name')]: readerOf('wholeName'),
  [wordKey('Full name')]: readerOf('wholeName'),
}
const keysOf = (name: FieldName) => [name, definition(name).label, ...(definition(name).headings ?? [])].map(wordKey)
for (const target of columnTargets) {
  if (target !== 'wholeName') for (const each of keysOf(target)) reads[each] = readerOf(target)
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
].map(wordKey)

/** A header tells people apart when it has sign-in names or addresses. */
const namesPeople = (keys: ReadonlySet<string>) =>
  [...keysOf('username'), ...keysOf('email')].some((each) => keys.has(each))

/** Our own export: every heading is a field's name or label. */
export const rollcall: Format = {
  name: 'rollcall',
  label: 'Rollcall export',
  key: wordKey,
  matches: (keys) =>
    namesPeople(keys) && [...keys].every((each) => Object.hasOwn(reads, each) || ignores.includes(each)),
  reads,
  ignores,
}

/** Any file whose header uses our words for some columns; the others are told as not read. */
export const plain: Format = { ...rollcall, name: 'plain', label: 'CSV with our field names', matches: namesPeople }
