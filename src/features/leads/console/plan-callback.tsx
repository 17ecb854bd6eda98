import { useState } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { PlainDialog } from '#src/console/kit/dialog.tsx'
import { FieldError } from '#src/console/kit/errors.tsx'
import type { PickerOption } from '#src/console/kit/picker.tsx'
import { RemotePicker } from '#src/console/kit/remote-picker.tsx'
import { TextArea } from '#src/console/kit/text-field.tsx'
import { etagOf, useSending } from '#src/console/sending.ts'
import { editCallback, planCallback, type Callback } from '../contract/callbacks.ts'
import { ownZone, type Clock } from './other-clocks.tsx'
import { refetchLeads } from './refetch-leads.ts'
import { useWhen, WhenFields } from './when.tsx'
import { loadLeads } from './load-leads.ts'
import { loadActiveUsers } from './widgets/active-users.ts'
import classes from './leads.module.css'

type PlanCallbackProps = {
  /** Asked for without. */
  lead?: { readonly id: string; readonly name: string }
  /** The one that is moved or handed on; a new one without. */
  callback?: Callback
  holder: PickerOption | null
  onClose: () => void
  onDone: (says: string) => void
}

/** When who calls a lead, by the clock of which zone. */
export function PlanCallback({ lead, callback, holder, onClose, onDone }: PlanCallbackProps) {
  const when = useWhen(callback)
  const [chosen, setChosen] = useState<PickerOption | null>(null)
  const [missing, setMissing] = useState<string>()
  const [user, setUser] = useState(holder)
  const [note, setNote] = useState(callback?.note ?? '')
  const close = (says: string) => {
    refetchLeads()
    onDone(says)
    onClose()
  }
  const { save, busy, problem, faults } = useSaving(
    { lead: lead?.id ?? chosen?.value, callback, when, user, note },
    close,
  )
  const words = callback ? wordsOfEditing : wordsOfPlanning
  return (
    <PlainDialog
      opened
      onClose={onClose}
      title={lead ? `${words.title} of ${lead.name}` : words.title}
      actions={
        <>
          <AppButton onClick={onClose}>Cancel</AppButton>
          <AppButton
            look="primary"
            busy={busy}
            onClick={() => (lead || chosen ? void save() : setMissing('Choose a lead first.'))}
          >
            {words.button}
          </AppButton>
        </>
      }
    >
      <div className={classes.form}>
        {!lead && (
          <RemotePicker
            label="Lead"
            name="callback-lead"
            required
            chosen={chosen ? [chosen] : []}
            onChoose={([one = null]) => {
              setChosen(one)
              setMissing(undefined)
            }}
            load={loadLeads}
            error={missing ?? faults['lead']}
          />
        )}
        <WhenFields
          when={when}
          clocks={[{ zone: ownZone(), whose: 'yours' }, ...clockOf(callback, user)]}
          faults={faults}
        />
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

const wordsOfPlanning = { title: 'Plan a callback', button: 'Plan callback' } as const
const wordsOfEditing = { title: 'Edit the callback', button: 'Save callback' } as const

/** The zone of a colleague who is chosen now is not known here. */
const clockOf = (callback: Callback | undefined, user: PickerOption | null): readonly Clock[] =>
  callback?.user && callback.user.id === user?.value
    ? [{ zone: callback.user.timeZone, whose: `of ${callback.user.name}` }]
    : []

type Saving = {
  lead: string | undefined
  callback: Callback | undefined
  when: ReturnType<typeof useWhen>
  user: PickerOption | null
  note: string
}

function useSaving({ lead, callback, when, user, note }: Saving, onDone: (says: string) => void) {
  const making = useSending(planCallback, { prefix: 'callback' })
  const editing = useSending(editCallback, { prefix: 'callback' })
  const { at, zone: timeZone, occurrence = 'earlier', moved } = when
  const time = { at, timeZone, occurrence }
  const rest = { note: note.trim() || null, ...(user ? { user: user.value } : {}) }
  const make = async () => {
    if (lead === undefined) return
    const outcome = await making.send({ body: { lead, ...time, ...rest } })
    if (outcome?.ok) onDone('The callback is planned.')
  }
  const edit = async (one: Callback) => {
    // One whose time is over can be handed on as it is.
    const body = { ...rest, ...(moved ? time : {}) }
    const outcome = await editing.send({ params: { id: one.id }, body }, { ifMatch: etagOf(one) })
    if (outcome?.ok) onDone(moved ? 'The callback is moved.' : 'The callback is saved.')
  }
  const { busy, problem, faults } = callback ? editing : making
  return { busy, problem, faults, save: () => (callback ? edit(callback) : make()) }
}
