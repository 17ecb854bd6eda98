import { useState } from 'react'
import type { Target } from '../../changes/contract/plans.ts'
import type { Member } from '../contract.ts'

/** Some members by their ids, also of other pages; or all whom the search finds. */
type Selected = { readonly search: string; readonly all: boolean; readonly ids: ReadonlySet<string> }

export function useSelected(search: string) {
  const none: Selected = { search, all: false, ids: new Set() }
  const [state, setState] = useState(none)
  // Another search is about other people.
  const { all, ids } = state.search === search ? state : none
  return {
    all,
    count: (total: number) => (all ? total : ids.size),
    has: ({ id }: Member) => all || ids.has(id),
    toggle: (people: readonly Member[], on: boolean) => {
      const next = new Set(ids)
      for (const { id } of people)
        if (on) next.add(id)
        else next.delete(id)
      setState({ search, all: false, ids: next })
    },
    selectAll: () => setState({ search, all: true, ids: new Set() }),
    clear: () => setState(none),
    targetIn: (queueId: number): Target =>
      all ? { matching: { ...(search ? { search } : {}), filters: { queue: `any:${queueId}` } } } : { ids: [...ids] },
  }
}
export type Selection = ReturnType<typeof useSelected>
