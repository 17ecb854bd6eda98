import { useEffect, useState } from 'react'
import { onLive } from '#src/console/live.ts'
import { keyOf, readAgain, useAnswer } from '#src/console/query.ts'
import { listUserActivity, readUserSummary, type ActivityItem } from '../../contract.ts'

declare module '#src/console/live.ts' {
  interface LiveEvents {
    /** People did something; without ids there are too many to name, or they are not all in sight. */
    activity: { ids?: string[]; count: number }
  }
}

/** So many lines stay on the page. */
export const KEPT = 500
/** So many are read at a time. */
const LIMIT = '100'
/** However much happens, the page asks once in so many milliseconds. */
const PACE = 1000
/** Hours and days begin without news. */
const LOOK_AGAIN = 15_000

const keyOfItem = ({ id, kind }: ActivityItem) => `${id} ${kind}`

/** Asks again, at the pace, whenever something of this user is told. */
function useNews(userId: string) {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const read = () => {
      timer = undefined
      void readAgain({ queryKey: keyOf(readUserSummary, { params: { id: userId } }) })
      void readAgain({ queryKey: keyOf(listUserActivity, { params: { id: userId }, query: { limit: LIMIT } }) })
    }
    let last = 0
    const heard = () => {
      if (timer !== undefined) return
      timer = setTimeout(
        () => {
          last = performance.now()
          read()
        },
        Math.max(0, last + PACE - performance.now()),
      )
    }
    const concerns = ({ ids }: { ids?: string[] }) => (ids === undefined || ids.includes(userId) ? heard() : undefined)
    const stops = [onLive('activity', concerns), onLive('users-changed', concerns), onLive('hello', heard)]
    return () => {
      stops.forEach((stop) => stop())
      clearTimeout(timer)
    }
  }, [userId])
}

/**
 * What a user does, as it happens. While it is `held`, nothing moves: what is new waits, and `show` lets it in. `onNew` hears
 * what came in by itself.
 */
export function useFeed(userId: string, held: boolean, onNew: (items: readonly ActivityItem[]) => void) {
  useNews(userId)
  const ask = { params: { id: userId }, query: { limit: LIMIT } }
  const found = useAnswer(listUserActivity, ask, { staleTime: 0, refetchInterval: LOOK_AGAIN })
  const latest = found.data?.answer.items
  const [shown, setShown] = useState<readonly ActivityItem[]>()
  const known = new Set(shown?.map(keyOfItem))
  const fresh = latest?.filter((item) => !known.has(keyOfItem(item))) ?? []
  const show = () => {
    if (!latest) return
    // With none in common there may be more between: what is old would stand beside what is new as if nothing were.
    const goesOn = fresh.length < latest.length
    setShown([...fresh, ...(goesOn ? (shown ?? []) : [])].slice(0, KEPT))
  }
  useEffect(() => {
    if (!latest || (shown && (held || fresh.length === 0))) return
    if (shown) onNew(fresh)
    show()
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the rest follows from these
  }, [latest, held])
  return { found, shown, waiting: shown ? fresh.length : 0, show }
}
