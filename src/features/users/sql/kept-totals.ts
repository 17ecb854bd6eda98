/**
 * How many people a list has where that is a sum which is kept anyway (migrations/0050): everybody in sight, the people of whole sites,
 * those with one role. To count a million takes both cores for a tenth of a second, and longer while a job changes them.
 */
import { sql } from 'kysely'
import { searchPatterns } from '../../../contract/text.ts'
import { reachOf, type Actor } from '../../../server/actor.ts'
import type { Expression } from '../../../server/database/database.ts'
import { sizeOf, sizeOfSites } from '../../../server/database/facets.ts'
import { filterNames, type Filter, type People } from '../contract/filters.ts'

/** As a scalar; null where they have to be counted. */
export function keptTotal(actor: Actor, { search, filters }: People): Expression<number> | null {
  const reach = reachOf(actor, 'users.read')
  const [name, ...others] = filterNames.filter((each) => filters[each])
  if (!reach || others.length > 0 || searchPatterns(search ?? '').length > 0) return null
  const { tenantId } = actor
  const ids = name && anyOf(filters[name])
  if (name === undefined || (name === 'site' && ids)) {
    if (reach.everywhere) return sizeOfSites(tenantId, ids ?? 'all')
    // Somebody may be in a site and a desk at once.
    if (reach.desks.length > 0) return null
    return sizeOfSites(tenantId, ids ? reach.sites.filter((site) => ids.includes(site)) : reach.sites)
  }
  return name === 'role' && ids?.length === 1 && reach.everywhere
    ? sizeOf(tenantId, 'role', sql`${ids[0]}::bigint`)
    : null
}

/** The ids of a filter that asks for one or another of them. */
const anyOf = (filter: Filter | undefined): readonly number[] | null =>
  filter?.op === 'any' ? filter.values.map(Number) : null
