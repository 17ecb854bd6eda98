/** The columns of the list (LIST-1): which there are, which stand there at first, and what a person made of them. */
import type { Module } from '#src/contract/modules.ts'
import type { SortName } from '../../../contract/sorts.ts'

type Column = {
  readonly label: string
  readonly sort?: SortName
  readonly module?: Module
  /** In pixels: the least that it needs; what is left over is shared out in proportion. */
  readonly width: number
}
const column = (definition: Column): Column => definition

export const columns = {
  name: column({ label: 'Name', width: 186, sort: 'name' }),
  email: column({ label: 'E-mail', width: 190, sort: 'email' }),
  username: column({ label: 'Username', width: 120, sort: 'username' }),
  status: column({ label: 'Status', width: 88, sort: 'status' }),
  roles: column({ label: 'Roles', width: 106 }),
  desks: column({ label: 'Desks', width: 108 }),
  skills: column({ label: 'Skills', width: 112 }),
  queues: column({ label: 'Queues', width: 100, module: 'queues' }),
  tags: column({ label: 'Tags', width: 104 }),
  businessUnits: column({ label: 'Business units', width: 114 }),
  agentGroups: column({ label: 'Agent groups', width: 110 }),
  site: column({ label: 'Site', width: 90, sort: 'site' }),
  extension: column({ label: 'Extension', width: 88, sort: 'extension', module: 'pbx' }),
  availability: column({ label: 'Availability', width: 104, sort: 'availability' }),
  twoStep: column({ label: 'Two-step verification', width: 104 }),
  lastSignIn: column({ label: 'Last sign-in', width: 108, sort: 'lastSignIn' }),
  callsHandled: column({ label: 'Calls handled, 30 days', width: 112, sort: 'callsHandled', module: 'calls' }),
  created: column({ label: 'Created', width: 96, sort: 'created' }),
} as const satisfies Record<string, Column>

export type ColumnName = keyof typeof columns
export const columnNames = Object.keys(columns) as ColumnName[]
export const definitionOf = (name: ColumnName): Column => columns[name]

/** Stand there until somebody chooses otherwise; the name is pinned and always there. */
export const firstColumns: readonly ColumnName[] = [
  'name',
  'status',
  'roles',
  'desks',
  'skills',
  'queues',
  'availability',
  'lastSignIn',
]
/** On a middling screen, of the first choice (CONSOLE, responsive). */
const MIDDLING = 6

const isColumn = (name: string): name is ColumnName => Object.hasOwn(columns, name)
export const isAvailable = (name: ColumnName, hasModule: (module: Module) => boolean): boolean => {
  const { module } = definitionOf(name)
  return module === undefined || hasModule(module)
}

type Asked = {
  readonly chosen: readonly string[] | undefined
  readonly hasModule: (module: Module) => boolean
  readonly middling: boolean
}

/** The columns to show, in order: the person's own choice (an empty one is none), or the first ones; no strangers. */
export function shownColumns({ chosen = [], hasModule, middling }: Asked): readonly ColumnName[] {
  const own = chosen.length > 0
  const there = [...new Set(own ? ['name', ...chosen] : firstColumns)]
    .filter(isColumn)
    .filter((name) => isAvailable(name, hasModule))
  return own || !middling ? there : there.slice(0, MIDDLING)
}

/** Moves an entry one place up or down; at the ends it stays. */
export function moved<T>(list: readonly T[], entry: T, by: -1 | 1): readonly T[] {
  const at = list.indexOf(entry)
  return placed(list, entry, at + by)
}

/** Puts an entry at a place of the list, the others closing up. */
export function placed<T>(list: readonly T[], entry: T, at: number): readonly T[] {
  if (at < 0 || at >= list.length || !list.includes(entry)) return list
  const rest = list.filter((other) => other !== entry)
  return [...rest.slice(0, at), entry, ...rest.slice(at)]
}
