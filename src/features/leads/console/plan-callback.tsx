import { useState } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { PlainDialog } from '#src/console/kit/dialog.tsx'
import { FieldError } from '#src/console/kit/errors.tsx'
import { RadioCards } from '#src/console/kit/choices.tsx'
import type { PickerOption } from '#src/console/kit/picker.tsx'
import { RemotePicker } from '#src/console/kit/remote-picker.tsx'
import { TextArea, TextField } from '#src/console/kit/text-field.tsx'
import { TimeZonePicker } from '#src/console/kit/time-zone-picker.tsx'
import { etagOf, useSending } from '#src/console/sending.ts'
import { editCallback, planCallback, type Callback } from '../contract/callbacks.ts'
import { refetchLeads } from './refetch-leads.ts'
import { loadActiveUsers } from './widgets/active-users.ts'
import classes from './leads.module.css'

type PlanCallbackProps = {
  lead: { readonly id: string; readonly name: string }
  /** The one that is moved; a new one without. */
  callback?: Callback
  holder: PickerOption | null
  onClose: () => void
  onDone: (says: string) => void
}

/** What the clock of the zone shows at an instant, as the browser's own fields take it. */
const clockIn = (at: string, timeZone: string) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
    .format(new Date(at))
    .replace(' ', 'T')

/** When who calls a lead, by the clock of which zone. */
export function PlanCallback({ lead, callback, holder, onClose, onDone }: PlanCallbackProps) {
  const [zone, setZone] = useState(callback?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone)
  const [day, setDay] = useState(callback ? clockIn(callback.dueAt, callback.timeZone).slice(0, 10) : '')
  const [time, setTime] = useState(callback ? clockIn(callback.dueAt, callback.timeZone).slice(11) : '')
  const [occurrence, setOccurrence] = useState<'earlier' | 'later'>('earlier')
  const [user, setUser] = useState(holder)
  const [note, setNote] = useState(callback?.note ?? '')
  const making = useSending(planCallback, { prefix: 'callback' })
  const editing = useSending(editCallback, { prefix: 'callback' })
  const { busy, problem, faults } = callback ? editing : making
  const save = async () => {
    const body = {
      at: `${day}T${time}`,
      timeZone: zone,
      occurrence,
      note: note.trim() || null,
      ...(user ? { user: user.value } : {}),
    }
    const outcome = callback
      ? await editing.send({ params: { id: callback.id }, body }, { ifMatch: etagOf(callback) })
      : await making.send({ body: { ...body, lead: lead.id } })
    if (!outcome?.ok) return
    refetchLeads()
    onDone(callback ? 'The callback is moved.' : 'The callback is planned.')
    onClose()
  }
  const twice = isShownTwice(`${day}T${time}`, zone)
  return (
    <PlainDialog
      opened
      onClose={onClose}
      title={callback ? `Move the callback of ${lead.name}` : `Plan a callback of ${lead.name}`}
      actions={
        <>
          <AppButton onClick={onClose}>Cancel</AppButton>
          <AppButton look="primary" busy={busy} onClick={() => void save()}>
            {callback ? 'Move callback' : 'Plan callback'}
          </AppButton>
        </>
      }
    >
      <div className={classes.form}>
        <div className={classes.when}>
          <TextField
            label="Day"
            name="callback-at"
            type="date"
            required
            value={day}
            onChange={setDay}
            error={faults['at']}
          />
          <TextField label="Time" name="callback-time" type="time" required value={time} onChange={setTime} />
        </div>
        <TimeZonePicker
          label="Time zone"
          name="callback-timeZone"
          required
          help="By the clock of whoever is called."
          value={zone}
          onChange={(next) => next && setZone(next)}
          error={faults['timeZone']}
        />
        {twice && (
          <RadioCards
            label="The clock goes back that day and shows this time twice"
            name="callback-occurrence"
            options={[
              { value: 'earlier', label: 'The first time' },
              { value: 'later', label: 'The second time' },
            ]}
            value={occurrence}
            onChange={setOccurrence}
          />
        )}
        <RemotePicker
          label="Who calls"
          name="callback-user"
          help="Whoever has the lead, unless somebody is chosen."
          chosen={user ? [user] : []}
          onChoose={([one = null]) => setUser(one)}
          load={loadActiveUsers}
          error={faults['user']}
        />
        <TextArea label="Note" name="callback-note" rows={3} value={note} onChange={setNote} error={faults['note']} />
        {problem && <FieldError id="callback-problem">{problem}</FieldError>}
      </div>
    </PlainDialog>
  )
}

/** Whether the clock of a zone shows a time once more within three hours of showing it. */
function isShownTwice(clock: string, timeZone: string): boolean {
  const utc = Date.parse(`${clock}Z`)
  if (Number.isNaN(utc)) return false
  const halves = Array.from({ length: 104 }, (_, n) => utc + (n - 52) * 1_800_000)
  return halves.filter((at) => clockIn(new Date(at).toISOString(), timeZone) === clock).length > 1
}
