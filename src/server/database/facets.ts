import { sql } from 'kysely'
import type { Expression } from './database.ts'

/**
 * The numbers in `facets` and `traits` of the directory (migrations/0002): what a person belongs to, each `id * 8 + kind`. A site is a
 * column there, and a number where it is told how many belong to it (migrations/0050).
 */

const KINDS = { group: 0, role: 1, queue: 2, site: 3, mark: 7 } as const
export type FacetKind = keyof typeof KINDS

/** Ids beyond it would not fit; nothing has one, so they are asked for as 0, which nothing has either. */
const LARGEST = 2 ** 28 - 1

/** The facet of belonging to a thing, or of a mark. */
export const facetOf = (kind: FacetKind, id: number): number => (id > LARGEST ? 0 : id) * 8 + KINDS[kind]

const mark = (number: number) => facetOf('mark', number)
/** Marks of who belongs to nothing of a kind. */
export const withoutMarks = {
  desk: mark(11),
  skill: mark(12),
  tag: mark(13),
  business_unit: mark(14),
  agent_group: mark(15),
  role: mark(16),
  queue: mark(17),
} as const

/** How many people of the directory have it, as it is kept: `id` is an expression of an id of that kind. */
export const sizeOf = (
  tenantId: number,
  kind: 'group' | 'role' | 'site',
  id: Expression<unknown>,
): Expression<number> =>
  sql<number>`coalesce((select sum(size.people)::integer from facet_sizes size
    where size.tenant_id = ${tenantId} and size.facet = ${id} * 8 + ${sql.lit(KINDS[kind])}), 0)`

/** The same of sites together, in each of which nobody is twice; of all sites it is everybody. */
export const sizeOfSites = (tenantId: number, sites: readonly number[] | 'all'): Expression<number> => {
  const which =
    sites === 'all'
      ? sql`size.facet & 7 = ${sql.lit(KINDS.site)}`
      : sql`size.facet = any(${sites.map((id) => facetOf('site', id))}::int[])`
  return sql<number>`coalesce((select sum(size.people)::integer from facet_sizes size
    where size.tenant_id = ${tenantId} and ${which}), 0)`
}
