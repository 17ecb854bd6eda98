/**
 * How many people a list has where that is a sum which is kept anyway (migrations/0050): everybody in sight, the people of whole sites,
 * those with one role. To count a million takes both cores for a tenth of a second, and longer while a job changes them.
 */
import { sql } from 'kysely'
import { searchPatterns } from '../../../contract/text.ts'
import { reachOf, type Actor, type Reach } from '../../../server/actor.ts'
import type { Expression } from '../../../server/database/database.ts'
import { sizeOf, sizeOfSites } from '../../../server/database/facets.ts'
import { filterNames, type Filter, type People } from '../contract/filters.ts'

/** As a scalar; null where they have to be counted. */
export function keptTotal(actor: Actor, { search, filters }: People): Expression<number> | null {
  const reach = reachOf(actor, 'users.read')
  const [name, ...others] = filterNames.filter((each) => filters[each])
  if (!reach || others.length > 0 || searchPatterns(search ?? '').length > 0) return null
  if (name === undefined) return ofSites(actor, reach, 'all')
  const ids = anyOf(filters[name])
  if (name === 'site' && ids) return ofSites(actor, reach, ids)
  const isOneRole = name === 'role' && ids?.length === 1
  return isOneRole && reach.everywhere ? sizeOf(actor.tenantId, 'role', sql`${ids[0]}::bigint`) : null
}

function ofSites({ tenantId }: Actor, reach: Reach, wanted: readonly number[] | 'all') {
  if (reach.everywhere) return sizeOfSites(tenantId, wanted)
  // Somebody may be in a site and a desk at once.
  if (reach.desks.length > 0) return null
  return sizeOfSites(tenantId, wanted === 'all' ? reach.sites : reach.sites.filter((site) => wanted.includes(site)))
}

/** The ids of a filter that asks for one or another of them. */
const anyOf = (filter: Filter | undefined): readonly number[] | null =>
  filter?.op === 'any' ? filter.values.map(Number) : null
