import { offsetMinutes } from '#src/console/kit/time.ts'
import classes from './leads.module.css'

export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

export type Clock = { readonly zone: string; readonly whose: string }
type OtherClocksProps = {
  at: Date
  /** In which the moment is told beside this. */
  told: string
  clocks: readonly Clock[]
}

/** The same moment by the clocks of others, where these show another time: "16:00 Asia/Tokyo, of the lead". */
export function OtherClocks({ at, told, clocks }: OtherClocksProps) {
  const seen = new Set([offsetMinutes(told, at)])
  const others = clocks.filter(({ zone }) => {
    const offset = offsetMinutes(zone, at)
    if (seen.has(offset)) return false
    seen.add(offset)
    return true
  })
  if (others.length === 0) return null
  return (
    <ul className={classes.clocks} aria-label="By other clocks">
      {others.map(({ zone, whose }) => (
        <li key={zone}>
          <time dateTime={at.toISOString()}>{sayIn(zone, at, told)}</time> {zone.replaceAll('_', ' ')}, {whose}
        </li>
      ))}
    </ul>
  )
}

const format = (zone: string, more: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...more })

/** The time of day, and the day where it is another one there. */
function sayIn(zone: string, at: Date, told: string): string {
  const day = { weekday: 'short', day: 'numeric', month: 'short' } as const
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const isSameDay = format(zone, day).format(at) === format(told, day).format(at)
  return format(zone, isSameDay ? time : { ...day, ...time }).format(at)
}

/** The moment at which the clock of a zone shows a time (`2027-07-15T09:30`), to the hour around a change of clocks. */
export function momentOf(clock: string, zone: string): Date | undefined {
  const utc = Date.parse(`${clock}Z`)
  if (Number.isNaN(utc)) return undefined
  const near = utc - offsetMinutes(zone, new Date(utc)) * 60_000
  return new Date(utc - offsetMinutes(zone, new Date(near)) * 60_000)
}
