/** What filters do to one another: skills are asked of people who take calls (LIST-4). */
import type { FilterName, Filters } from '../../../contract/filters.ts'

export type RoleMarks = readonly { readonly id: number; readonly permissions: readonly string[] }[]

/** Whether the role filter names a role that takes calls; only then is there a skill filter. */
export function asksForAgents(filters: Filters, roles: RoleMarks): boolean {
  const { role } = filters
  if (!role || (role.op !== 'any' && role.op !== 'all')) return false
  return roles.some((r) => role.values.includes(String(r.id)) && r.permissions.includes('calls.take'))
}

export type Ruled = { readonly filters: Filters; readonly dropped: readonly FilterName[] }

/** Takes away the filters that have lost their ground, and says which. */
export function ruled(filters: Filters, roles: RoleMarks): Ruled {
  if (!filters.skill || asksForAgents(filters, roles)) return { filters, dropped: [] }
  return { filters: without(filters, 'skill'), dropped: ['skill'] }
}

export function without(filters: Filters, name: FilterName): Filters {
  const { [name]: _gone, ...rest } = filters
  return rest
}
