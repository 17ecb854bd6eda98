import { definition, type FieldName } from '#src/features/users/fields/catalogue.ts'
import { columnTargets } from '../contract.ts'
import { customTargetOf } from './custom.ts'
import { readerOf, readStatus } from './fields.ts'
import type { Format, Reader } from './format.ts'
import { wordKey } from './words.ts'

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
  'Calls handled, 30 days',
  'Created',
  'Picture',
  'Tenant superuser',
].map(wordKey)

/** A header tells people apart when it has sign-in names or addresses. */
const namesPeople = (keys: ReadonlySet<string>) =>
  [...keysOf('username'), ...keysOf('email')].some((each) => keys.has(each))

/** Keys of a tenant's own fields may differ by a line alone, so they are left as they are. */
const headingKey = (heading: string) => customTargetOf(heading) ?? wordKey(heading)
const isKnown = (key: string) => Object.hasOwn(reads, key) || ignores.includes(key) || customTargetOf(key) !== undefined

/** Our own export: every heading is a field's name or label. */
export const rollcall: Format = {
  name: 'rollcall',
  label: 'Rollcall export',
  key: headingKey,
  matches: (keys) => namesPeople(keys) && [...keys].every(isKnown),
  reads,
  ignores,
}

/** Any file whose header uses our words for some columns; the others are told as not read. */
export const plain: Format = { ...rollcall, name: 'plain', label: 'CSV with our field names', matches: namesPeople }
