import { useSyncExternalStore } from 'react'
import { Hint } from './hint.tsx'
import { sayDay, sayExactly, sayWhen } from './time.ts'
import classes from './time-text.module.css'

let now = new Date()
let timer: ReturnType<typeof setInterval> | undefined
const listeners = new Set<() => void>()

/** One clock for every time on the page. */
function subscribe(tell: () => void) {
  listeners.add(tell)
  if (timer === undefined) now = new Date()
  timer ??= setInterval(() => {
    now = new Date()
    for (const listener of listeners) listener()
  }, 30_000)
  return () => {
    listeners.delete(tell)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** The present moment, renewed every half minute. */
export const useNow = (): Date => useSyncExternalStore(subscribe, () => now)

export type TimeTextProps = {
  /** ISO 8601. */
  at: string
  /** IANA zone of the person it is about, shown beside yours and UTC. */
  theirZone?: string
  /** Always the full date and time: expiry, change log. */
  exact?: boolean
  /** Always the date alone, as in "kept until". */
  day?: boolean
  /** Not a stop for the Tab key: in tables of many rows, where the row says it. */
  unfocusable?: boolean
}

/** A moment: relative for thirty days, then the date. Hover and focus show your zone, theirs and UTC. */
export function TimeText({ at, theirZone, exact, day, unfocusable }: TimeTextProps) {
  const present = useNow()
  const moment = new Date(at)
  const zones = (
    <span className={classes.zones}>
      <span>Yours</span> <span>{sayExactly(moment)}</span>
      {theirZone && (
        <>
          <span>Theirs</span> <span>{sayExactly(moment, theirZone)}</span>
        </>
      )}
      <span>UTC</span> <span>{sayExactly(moment, 'UTC')}</span>
    </span>
  )
  return (
    <Hint text={zones}>
      <time dateTime={moment.toISOString()} tabIndex={unfocusable ? undefined : 0} className={classes.time}>
        {exact ? sayExactly(moment) : day ? sayDay(moment) : sayWhen(moment, present)}
      </time>
    </Hint>
  )
}
