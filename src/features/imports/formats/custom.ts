/** Columns of the fields that a tenant defines for itself: by their key as an export heads them, or by their name. */
import type { CustomField } from '#src/features/custom-fields/contract.ts'
import { customColumn, customHeading, customKey } from '#src/features/exports/contract/columns.ts'
import type { CustomTarget } from '../contract.ts'
import type { Reader } from './format.ts'
import { wordKey } from './words.ts'

export type OwnField = Pick<CustomField, 'key' | 'label' | 'type'>

const HEADED = /^(?:custom:\s*|custom\.)([a-z][a-z0-9_]{0,40})$/i

/** `Custom: cost_center` and `custom.cost_center`; undefined for any other heading. */
export function customTargetOf(heading: string): CustomTarget | undefined {
  const key = HEADED.exec(heading.trim())?.[1]
  return key === undefined ? undefined : (customColumn(key.toLowerCase()) as CustomTarget)
}

export const isCustom = (target: string): target is CustomTarget => customKey(target) !== null

/** What a problem calls the column where the file has none for it. */
export const labelOfCustom = (target: CustomTarget): string => customHeading(customKey(target)!)

const readers = new Map<CustomTarget, Reader>()

/** One reader for each field, so that what it feeds is asked once. */
export function customReader(target: CustomTarget, unguarded: (text: string) => string): Reader {
  const reader: Reader = readers.get(target) ?? ((text, row) => row.own(target, unguarded(text)))
  // Keys are as many as tenants have fields.
  if (readers.size < 10_000) readers.set(target, reader)
  return reader
}

/** The field with this key. */
export const ownField = (fields: readonly OwnField[], target: CustomTarget): OwnField | undefined =>
  fields.find(({ key }) => key === customKey(target))

/** The field that a heading names, by its key or by what the tenant calls it. */
export function fieldNamed(fields: readonly OwnField[], heading: string): { byKey: boolean; field: OwnField } | null {
  const target = customTargetOf(heading)
  const byKey = target && ownField(fields, target)
  if (byKey) return { byKey: true, field: byKey }
  const word = wordKey(heading)
  const named = word === '' ? undefined : fields.find(({ label }) => wordKey(label) === word)
  return named ? { byKey: false, field: named } : null
}
