import { useState } from 'react'
import { RadioCards } from '#src/console/kit/choices.tsx'
import { TextField } from '#src/console/kit/text-field.tsx'
import { TimeZonePicker } from '#src/console/kit/time-zone-picker.tsx'
import type { Callback } from '../contract/callbacks.ts'
import { momentOf, OtherClocks, ownZone, type Clock } from './other-clocks.tsx'
import classes from './leads.module.css'

/** What the clock of the zone shows at an instant, as the browser's own fields take it. */
const clockIn = (at: string, timeZone: string) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
    .format(new Date(at))
    .replace(' ', 'T')

/** When a callback is due, by the clock of a zone; `moved` once that is another time than the one it has. */
export function useWhen(callback: Callback | undefined) {
  const was = callback && clockIn(callback.dueAt, callback.timeZone)
  const [zone, setZone] = useState(callback?.timeZone ?? ownZone())
  const [day, setDay] = useState(was?.slice(0, 10) ?? '')
  const [time, setTime] = useState(was?.slice(11) ?? '')
  const [occurrence, setOccurrence] = useState<'earlier' | 'later'>()
  const at = `${day}T${time}`
  const moved = at !== was || zone !== callback?.timeZone || occurrence !== undefined
  return { at, zone, day, time, occurrence, moved, setZone, setDay, setTime, setOccurrence }
}

type WhenFieldsProps = {
  when: ReturnType<typeof useWhen>
  /** By which the moment is told as well. */
  clocks: readonly Clock[]
  faults: Readonly<Record<string, string | undefined>>
}

export function WhenFields({ when, clocks, faults }: WhenFieldsProps) {
  const { at, zone, day, time, occurrence = 'earlier' } = when
  const moment = momentOf(at, zone)
  return (
    <>
      <div className={classes.when}>
        <TextField
          label="Day"
          name="callback-at"
          type="date"
          required
          value={day}
          onChange={when.setDay}
          error={faults['at']}
        />
        <TextField label="Time" name="callback-time" type="time" required value={time} onChange={when.setTime} />
      </div>
      <TimeZonePicker
        label="Time zone"
        name="callback-timeZone"
        required
        help="By the clock of whoever is called."
        value={zone}
        onChange={(next) => next && when.setZone(next)}
        error={faults['timeZone']}
      />
      {isShownTwice(at, zone) && (
        <RadioCards
          label="The clock goes back that day and shows this time twice"
          name="callback-occurrence"
          options={[
            { value: 'earlier', label: 'The first time' },
            { value: 'later', label: 'The second time' },
          ]}
          value={occurrence}
          onChange={when.setOccurrence}
        />
      )}
      {moment && <OtherClocks at={moment} told={zone} clocks={clocks} />}
    </>
  )
}

/** Whether the clock of a zone shows a time once more within three hours of showing it. */
function isShownTwice(clock: string, timeZone: string): boolean {
  const utc = Date.parse(`${clock}Z`)
  if (Number.isNaN(utc)) return false
  const halves = Array.from({ length: 104 }, (_, n) => utc + (n - 52) * 1_800_000)
  return halves.filter((at) => clockIn(new Date(at).toISOString(), timeZone) === clock).length > 1
}
