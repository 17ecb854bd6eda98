import { useState } from 'react'
import type { Lead, LeadsWanted, LeadTarget } from '../contract.ts'

/** Some leads by their ids, also of other pages; or all that the filters find. */
type Selected = { readonly of: string; readonly all: boolean; readonly ids: ReadonlySet<string> }

export function useSelected(wanted: LeadsWanted) {
  const of = JSON.stringify(wanted)
  const none: Selected = { of, all: false, ids: new Set() }
  const [state, setState] = useState(none)
  // Other filters are about other leads.
  const { all, ids } = state.of === of ? state : none
  return {
    all,
    count: (total: number) => (all ? total : ids.size),
    has: ({ id }: Pick<Lead, 'id'>) => all || ids.has(id),
    toggle: (leads: readonly Pick<Lead, 'id'>[], on: boolean) => {
      const next = new Set(ids)
      for (const { id } of leads)
        if (on) next.add(id)
        else next.delete(id)
      setState({ of, all: false, ids: next })
    },
    selectAll: () => setState({ of, all: true, ids: new Set() }),
    clear: () => setState(none),
    target: (): LeadTarget => (all ? { matching: wanted } : { ids: [...ids] }),
  }
}
export type Selection = ReturnType<typeof useSelected>
