/** From elsewhere into the list: these people ticked, and shown. */
import type { Search } from '#src/console/routing.tsx'
import type { Me } from '../../../sign-in/contract.ts'
import { keepSelection, selectionKey } from '../list/selection/selection.ts'

/** Ticks them in this tab; answers the search of the list that shows them (at most 1,000). */
export function selectPeople(me: Pick<Me, 'tenant' | 'user'>, ids: readonly string[]): Search {
  try {
    sessionStorage.setItem(selectionKey(me), keepSelection({ mode: 'some', ids: new Set(ids) }))
  } catch {
    // Storage is blocked: they are shown, and not ticked.
  }
  return { id: `any:${[...ids].sort().join()}` }
}
