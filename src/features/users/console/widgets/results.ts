import { useSyncExternalStore } from 'react'
import type { ActionResult } from './user-actions/result.ts'

/** Older words than these have been read. */
const MOST_KEPT = 3

let results: readonly ActionResult[] = []
const listeners = new Set<() => void>()

function keep(next: readonly ActionResult[]) {
  results = next
  for (const listener of listeners) listener()
}

/** Says what came of something, on every page that tells of this person. It replaces the older word about them. */
export const tellResult = (result: ActionResult): void =>
  keep([result, ...results.filter((r) => r.userId !== result.userId)].slice(0, MOST_KEPT))

export const dismissResult = (userId: string): void => keep(results.filter((r) => r.userId !== userId))

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The results that nobody has dismissed yet, the newest first; in the memory of this tab, whatever page is open. */
export const useResults = (): readonly ActionResult[] => useSyncExternalStore(subscribe, () => results)
