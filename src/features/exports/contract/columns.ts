/** The columns that a file can have: the fields of the catalogue under their labels, and what a list shows beside them. */
import type { Module } from '../../../contract/modules.ts'
import { definition, fieldNames, type FieldName } from '../../users/fields/catalogue.ts'

/** `status` stands for `active`; fields of the tenant's own have a column each, `custom.<key>`. */
type Left = 'active' | 'custom' | 'sipPassword' | 'caldavSecret'
const left: readonly FieldName[] = ['active', 'custom', 'sipPassword', 'caldavSecret'] satisfies Left[]

export const beside = {
  id: { label: 'Id' },
  status: { label: 'Status' },
  queues: { label: 'Queues', module: 'queues' },
  availability: { label: 'Availability' },
  lastSignIn: { label: 'Last sign-in' },
  callsHandled: { label: 'Calls handled, 30 days', module: 'calls' },
  created: { label: 'Created' },
} as const satisfies Record<string, { label: string; module?: Module }>

export type ColumnName = Exclude<FieldName, Left> | keyof typeof beside
export type ColumnDefinition = { readonly label: string; readonly module?: Module | undefined }

/** By whom a file is read first. */
const first: readonly ColumnName[] = [
  ...(['id', 'username', 'email', 'firstName', 'lastName', 'status', 'site', 'roles'] as const),
  ...(['desks', 'skills', 'tags', 'businessUnits', 'agentGroups', 'queues'] as const),
]
const last: readonly ColumnName[] = ['availability', 'lastSignIn', 'callsHandled', 'created']
const isExported = (name: FieldName): name is Exclude<FieldName, Left> => !left.includes(name)

/** Every column, in the order of a file that has them all. */
export const columnNames: readonly ColumnName[] = [
  ...first,
  ...fieldNames.filter(isExported).filter((name) => !first.includes(name)),
  ...last,
]

export const isColumn = (name: string): name is ColumnName => (columnNames as readonly string[]).includes(name)
export const columnOf = (name: ColumnName): ColumnDefinition =>
  Object.hasOwn(beside, name) ? beside[name as keyof typeof beside] : definition(name as FieldName)

const CUSTOM = 'custom.'
/** The key of a field of the tenant's own; null for any other column. */
export const customKey = (name: string): string | null => (name.startsWith(CUSTOM) ? name.slice(CUSTOM.length) : null)
export const customColumn = (key: string) => `${CUSTOM}${key}`
/** By its key, so that no name which somebody gives it is taken for another column of the file. */
export const customHeading = (key: string) => `Custom: ${key}`
