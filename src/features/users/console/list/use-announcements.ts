import { useEffect, useRef } from 'react'
import { announce } from '#src/console/kit/live-region.tsx'
import { formatNumber, plural } from '#src/console/kit/numbers.ts'
import { peopleKey } from './address/address.ts'
import { isEmpty, type Selection } from './selection/selection.ts'
import type { List } from './use-list.ts'

/** Tells screen readers, once, how many match after a search and how many are selected after a tick. */
export function useAnnouncements({ address, page }: Pick<List, 'address' | 'page'>, selection: Selection) {
  const people = peopleKey(address)
  const { total, stale } = page
  const said = useRef<string>(undefined)
  useEffect(() => {
    if (total === undefined || stale) return
    // What stands there when the page opens is read from the page.
    if (said.current !== undefined && said.current !== people)
      announce(total === 0 ? 'No one matches' : `${plural(total, 'user')} found`)
    said.current = people
  }, [people, total, stale])
  const first = useRef(true)
  useEffect(() => {
    if (!first.current) announce(saySelection(selection))
    first.current = false
  }, [selection])
}

function saySelection(selection: Selection): string {
  if (isEmpty(selection)) return 'Nobody selected'
  if (selection.mode === 'some') return `${formatNumber(selection.ids.size)} selected`
  const left = selection.excluded.size
  return left === 0 ? 'Everybody selected' : `Everybody selected, ${formatNumber(left)} left out`
}
