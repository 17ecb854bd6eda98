/** The columns of the list (LIST-1): which there are, which stand there at first, and what a person made of them. */
import type { Module } from '#src/contract/modules.ts'
import type { SortName } from '../../contract/sorts.ts'

type Column = { readonly label: string; readonly sort?: SortName; readonly module?: Module }
const column = (definition: Column): Column => definition

export const columns = {
  name: column({ label: 'Name', sort: 'name' }),
  email: column({ label: 'E-mail', sort: 'email' }),
  username: column({ label: 'Username', sort: 'username' }),
  status: column({ label: 'Status', sort: 'status' }),
  roles: column({ label: 'Roles' }),
  desks: column({ label: 'Desks' }),
  skills: column({ label: 'Skills' }),
  queues: column({ label: 'Queues', module: 'queues' }),
  tags: column({ label: 'Tags' }),
  businessUnits: column({ label: 'Business units' }),
  agentGroups: column({ label: 'Agent groups' }),
  site: column({ label: 'Site', sort: 'site' }),
  extension: column({ label: 'Extension', sort: 'extension', module: 'pbx' }),
  availability: column({ label: 'Availability', sort: 'availability' }),
  lastSignIn: column({ label: 'Last sign-in', sort: 'lastSignIn' }),
  created: column({ label: 'Created', sort: 'created' }),
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
