/** Whether two values of a field mean the same: the order of memberships makes no difference, nor an unset limit. */
import type { FieldName } from '../../fields/catalogue.ts'

const unordered: readonly FieldName[] = ['tags', 'desks', 'businessUnits', 'agentGroups', 'skills', 'roles']

export const sameValue = (name: FieldName, a: unknown, b: unknown): boolean =>
  JSON.stringify(plain(a, unordered.includes(name))) === JSON.stringify(plain(b, unordered.includes(name)))

function plain(value: unknown, sorted: boolean): unknown {
  if (Array.isArray(value)) {
    const entries = value.map((entry: unknown) => plain(entry, sorted))
    return sorted ? entries.sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b), 'en')) : entries
  }
  if (typeof value !== 'object') return value
  const kept = Object.entries(value ?? {}).filter(([, one]) => one != null)
  return (
    value &&
    Object.fromEntries(kept.sort(([a], [b]) => a.localeCompare(b, 'en')).map(([key, one]) => [key, plain(one, sorted)]))
  )
}
