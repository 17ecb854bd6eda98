import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import type { DualListProps, DualOption } from './dual-list-props.ts'
import { matching } from './search.ts'

export const NONE: ReadonlySet<number> = new Set()

export type Side = ReturnType<typeof useSide>

/** One half: what stands in it, what of that its search shows, and what is ticked to be moved. */
export function useSide(all: readonly DualOption[]) {
  const [search, setSearch] = useState('')
  const [ticked, setTicked] = useState(NONE)
  // Ten thousand entries take a moment to lay out; the letter typed does not wait for them.
  const wanted = useDeferredValue(search)
  const shown = useMemo(() => matching(all, wanted), [all, wanted])
  return { all, shown, search, setSearch, ticked, setTicked }
}

const DEBOUNCE_MS = 150

/** Asks for what is not held here, once somebody stops typing. */
export function useMore(more: DualListProps['more'], search: string): void {
  const onSearch = more?.onSearch
  useEffect(() => {
    const timer = setTimeout(() => onSearch?.(search.trim()), DEBOUNCE_MS)
    return () => clearTimeout(timer)
  }, [onSearch, search])
}
