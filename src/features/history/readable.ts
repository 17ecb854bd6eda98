/** Turns the ids and plain values of history into what a person reads. */
import { filters, type FilterDefinition } from '../users/contract/filters.ts'
import { groupFields } from '../users/fields/catalogue.ts'
import { languageName } from '../users/fields/language-names.ts'

export type Ids = {
  groups: Set<number>
  roles: Set<number>
  sites: Set<number>
  pbxes: Set<number>
  queues: Set<number>
}
type Kind = keyof Ids
/** The name of a thing by `kind:id`, as it is called today. */
export type Names = ReadonlyMap<string, string>

const kinds: Readonly<Record<string, Kind>> = {
  ...Object.fromEntries(Object.keys(groupFields).map((field): [string, Kind] => [field, 'groups'])),
  roles: 'roles',
  site: 'sites',
  sipPbx: 'pbxes',
  queues: 'queues',
}

/** A reference as history keeps it: an id alone, a skill with its level, a queue with a priority, a role with what it is limited to. */
type Reference = {
  id: number
  level?: number | null
  priority?: number
  sites?: number[] | null
  desks?: number[] | null
}
const references = (value: unknown): Reference[] =>
  (Array.isArray(value) ? value : [value])
    .filter((one) => one !== null && one !== undefined)
    .map((one) => (typeof one === 'object' ? (one as Reference) : { id: Number(one) }))

/** Adds the ids in a value of a field to those whose names will be needed. */
export function collectIds(field: string, value: unknown, ids: Ids): void {
  const kind = kinds[field]
  if (!kind) return
  for (const { id, sites, desks } of references(value)) {
    ids[kind].add(id)
    for (const site of sites ?? []) ids.sites.add(site)
    for (const desk of desks ?? []) ids.groups.add(desk)
  }
}

/** The value in words; null when there was none. */
export function readable(field: string, value: unknown, names: Names): string | null {
  const kind = kinds[field]
  const text = kind ? named(kind, value, names) : plain(field, value)
  return text === '' ? null : text
}

function named(kind: Kind, value: unknown, names: Names): string {
  const name = (of: Kind, id: number) => names.get(`${of}:${id}`) ?? `#${id}`
  return references(value)
    .map(({ id, level, priority, sites, desks }) => {
      const limits = [...(sites ?? []).map((s) => name('sites', s)), ...(desks ?? []).map((d) => name('groups', d))]
      const more = level ? [`level ${level}`] : priority ? [`priority ${priority}`] : limits
      return more.length > 0 ? `${name(kind, id)} (${more.join(', ')})` : name(kind, id)
    })
    .join(', ')
}

const isLanguage = (field: string) => field === 'languages' || field === 'consoleLanguage'

function plain(field: string, value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string' && isLanguage(field)) return languageName(value)
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (Array.isArray(value)) return value.map((one) => plain(field, one)).join(', ')
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([key, part]) => `${key}: ${plain(key, part)}`)
      .join(', ')
  const { options } = (filters as Readonly<Record<string, FilterDefinition>>)[field] ?? {}
  return options?.[String(value)] ?? String(value)
}
