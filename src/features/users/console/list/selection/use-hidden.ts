import { useAnswer } from '#src/console/query.ts'
import { countUsers } from '../../../contract/endpoints.ts'
import { formatFilter, MOST_PEOPLE } from '../../../contract/filters.ts'
import { askedPeople } from '../address/address.ts'
import type { Selection } from './selection.ts'
import type { List } from '../use-list.ts'

/**
 * How many of the people ticked one by one the filters hide. Those on this page are seen; the server counts who of the
 * others match. Undefined while that is not known, or when nobody could be hidden.
 */
export function useHidden(list: List, selection: Selection): number | undefined {
  const { page, address, conditions } = list
  const known = page.rows !== undefined && !page.stale && conditions.length > 0
  const elsewhere = known ? notOnPage(list, selection) : []
  // The address may already name people: only they can match.
  const { id: picked } = address.filters
  const sought = picked?.op === 'any' ? elsewhere.filter((id) => picked.values.includes(id)) : elsewhere
  const counts = sought.length > 0 && (page.next !== null || page.previous !== null)
  const query = { ...askedPeople(address), id: formatFilter({ op: 'any', values: sought.slice(0, MOST_PEOPLE) }) }
  const counted = useAnswer(countUsers, { query }, { enabled: counts, staleTime: 30_000 })
  if (!counts) return known ? elsewhere.length : undefined
  return counted.data && sought.length <= MOST_PEOPLE ? elsewhere.length - counted.data.answer.total : undefined
}

function notOnPage({ page }: List, selection: Selection): readonly string[] {
  if (selection.mode !== 'some') return []
  const seen = new Set(page.rows?.map((row) => row.id))
  return [...selection.ids].filter((id) => !seen.has(id)).sort()
}
