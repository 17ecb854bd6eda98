import { useSyncExternalStore } from 'react'
import { sayElapsed } from './say-elapsed.ts'

let now = Date.now()
let timer: ReturnType<typeof setInterval> | undefined
const listeners = new Set<() => void>()

/** One clock for every elapsed time on the page, beating each second; it stands still when nobody shows one. */
function subscribe(tell: () => void) {
  listeners.add(tell)
  if (timer === undefined) now = Date.now()
  timer ??= setInterval(() => {
    now = Date.now()
    for (const listener of listeners) listener()
  }, 1_000)
  return () => {
    listeners.delete(tell)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** How long something goes on already: "4 m 12 s". `ahead`: by how many milliseconds the server’s clock is ahead of this one. */
export function Elapsed({ since, ahead = 0 }: { since: string; ahead?: number }) {
  const present = useSyncExternalStore(subscribe, () => now)
  const millis = Math.max(0, present + ahead - Date.parse(since))
  return <time dateTime={since}>{sayElapsed(millis)}</time>
}
