import { useEffect } from 'react'
import { prefetchPage, type PeoplePage } from './use-people.ts'
import type { List } from '../use-list.ts'
import type { Steps } from '../use-steps.ts'

/** Where pages begin, as far as they were walked to: a cursor alone does not say. */
const starts = new Map<string, number>()

export type Places = {
  /** Of the first row of this page, counted from 1; undefined for a page opened by its address. */
  readonly from: number | undefined
  readonly first: (() => void) | undefined
  readonly previous: (() => void) | undefined
  readonly next: (() => void) | undefined
  readonly last: (() => void) | undefined
  readonly nearNext: () => void
}

export function usePlaces({ address, size, page, shownKey }: List, go: Steps['place']): Places {
  const { rows, next, previous, stale } = page
  const set = shownKey.slice(0, shownKey.lastIndexOf(` ${size} `))
  const key = (cursor: string) => `${set} ${size} ${cursor}`
  const from = startOf(address, page, (cursor) => starts.get(key(cursor)))
  useEffect(() => {
    if (from === undefined || rows === undefined || stale) return
    if (next !== null) starts.set(key(`after ${next}`), from + rows.length)
    if (previous !== null) starts.set(key(`before ${previous}`), Math.max(1, from - size))
  })
  const to = (cursor: string | null, place: Parameters<typeof go>[0]) =>
    cursor === null || stale ? undefined : () => go(place)
  return {
    from: stale ? undefined : from,
    first: to(previous, {}),
    previous: to(previous, { before: previous }),
    next: to(next, { after: next }),
    last: to(next, { before: 'end' }),
    nearNext: () => {
      if (next !== null && !stale) prefetchPage({ ...address, after: next, before: null }, size)
    },
  }
}

function startOf(
  address: List['address'],
  { rows, total }: PeoplePage,
  known: (cursor: string) => number | undefined,
): number | undefined {
  if (address.before === 'end') return total === undefined || rows === undefined ? undefined : total - rows.length + 1
  if (address.after !== null) return known(`after ${address.after}`)
  return address.before === null ? 1 : known(`before ${address.before}`)
}
