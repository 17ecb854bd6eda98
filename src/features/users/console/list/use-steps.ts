import { useState } from 'react'
import { announce } from '#src/console/kit/live-region.tsx'
import { MOST_PEOPLE, type Filters } from '../../contract/filters.ts'
import { sorts, type Sort } from '../../contract/sorts.ts'
import {
  parseAddress,
  peopleKey,
  plainList,
  withPeople,
  type Layout,
  type ListAddress,
  type Size,
} from './address/address.ts'
import type { ColumnName } from './columns/columns.ts'
import type { ChangeFilters } from './filters/filter-bar.tsx'
import { ruled } from './filters/filter-rules.ts'
import type { Selection } from './selection/selection.ts'
import type { List } from './use-list.ts'

export type Steps = {
  readonly search: (text: string, committed: boolean) => void
  readonly filters: ChangeFilters
  readonly clear: () => void
  /** Lists just those who were ticked; undefined where they are listed already, or are more than an address can name. */
  readonly pick: (selection: Selection) => (() => void) | undefined
  readonly sort: (sort: Sort) => void
  readonly size: (size: Size) => void
  readonly layout: (layout: Layout) => void
  /** Null puts the first ones back. */
  readonly columns: (columns: readonly ColumnName[] | null) => void
  readonly peek: (id: string | null) => void
  readonly place: (place: Partial<Pick<ListAddress, 'after' | 'before'>>) => void
  /** What went along with something else, in a line. */
  readonly notice: string | null
}

/** Everything that can be done to the list, each a change of its address. */
export function useSteps(list: List): Steps {
  const { address, change, changePreferences, width, roles, page } = list
  const [notice, setNotice] = useState<string | null>(null)
  const filters = (wanted: Filters, how?: { replace?: boolean }) => {
    const { filters: next, dropped } = ruled(wanted, roles)
    const said = dropped.length > 0 ? 'The skill filter went too: it needs a role that takes calls.' : null
    setNotice(said)
    if (said) announce(said)
    change(withPeople(address, { filters: next }), how)
  }
  return {
    notice,
    filters,
    search: (text, committed) => {
      if (text === address.search) return committed ? page.refetch() : undefined
      // The first letter is a step that Back undoes as a whole; the others belong to it.
      change(withPeople(address, { search: text }), { replace: !committed && address.search !== '' })
    },
    clear: () => {
      setNotice(null)
      change(withPeople(address, { search: '', filters: {} }))
    },
    pick: (selection) => {
      if (selection.mode !== 'some' || selection.ids.size === 0 || selection.ids.size > MOST_PEOPLE) return undefined
      const people = { search: '', filters: { id: { op: 'any', values: [...selection.ids].sort() } } } as const
      return peopleKey(people) === peopleKey(address) ? undefined : () => change(withPeople(address, people))
    },
    sort: (sort) => {
      announce(`Sorted by ${sorts[sort.by].toLowerCase()}, ${sort.descending ? 'descending' : 'ascending'}`)
      change(withPeople(address, { sort }))
    },
    size: (size) => {
      changePreferences({ pageSize: size })
      change({ ...withPeople(address, {}), size: size === 50 ? null : size })
    },
    layout: (layout) => {
      // On a narrow screen cards are what is left out of the address, and nothing is remembered from there.
      if (width === 'narrow')
        return change({ ...address, layout: layout === 'cards' ? null : layout }, { replace: true })
      changePreferences({ layout })
      change({ ...address, layout: layout === 'table' ? null : layout }, { replace: true })
    },
    columns: (columns) => changePreferences({ columns: columns === null ? [] : [...columns] }),
    peek: (peek) => change({ ...address, peek }, { replace: address.peek !== null }),
    place: ({ after = null, before = null }) => change({ ...address, after, before }),
  }
}

/** The search parameters of a view; the chosen sites stay unless the view names its own. */
export function addressOfView(address: ListAddress, viewQuery: string, key: string | null): ListAddress {
  const { address: view } = parseAddress(Object.fromEntries(new URLSearchParams(viewQuery)))
  const { site } = address.filters
  return {
    ...plainList,
    ...view,
    filters: { ...(site ? { site } : {}), ...view.filters },
    size: address.size,
    view: key,
  }
}
