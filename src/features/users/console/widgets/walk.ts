/**
 * The list that somebody came from: the user page's arrows walk its rows, and its back link leads to the same place.
 * In sessionStorage, so that each tab has its own and a reload keeps it.
 */
const KEY = 'rollcall-walk'

export type Walk = {
  /** Ids of the rows that were shown, in their order. */
  readonly ids: readonly string[]
  /** Address of the list with its filters: `/users?status=any:active`. */
  readonly address: string
}

/** The list tells what it shows, whenever it shows it. */
export function rememberWalk(walk: Walk) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(walk))
  } catch {
    // Storage is blocked or full: there are no arrows, and all else works.
  }
}

export function recallWalk(): Walk | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Walk | null
  } catch {
    return null
  }
}

/** Who stands before and after a person in the list that was left; undefined at its ends and for strangers to it. */
export function neighbours(walk: Walk | null, id: string): { previous?: string; next?: string; place?: number } {
  const at = walk?.ids.indexOf(id) ?? -1
  return at < 0 ? {} : { previous: walk?.ids[at - 1], next: walk?.ids[at + 1], place: at + 1 }
}
