import { useState } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { Checkbox } from '#src/console/kit/choices.tsx'
import { Dialog } from '#src/console/kit/dialog.tsx'
import { FieldError } from '#src/console/kit/errors.tsx'
import { PlainTable, type PlainColumn } from '#src/console/kit/plain-table.tsx'
import type { Selecting } from '#src/console/kit/selecting.tsx'
import { AppLink } from '#src/console/routing.tsx'
import { etagOf, useSending } from '#src/console/sending.ts'
import { editCallback, type Callback } from '../contract/callbacks.ts'
import { Due } from './lead-table.tsx'
import { OtherClocks, ownZone } from './other-clocks.tsx'
import { PlanCallback } from './plan-callback.tsx'
import { refetchLeads } from './refetch-leads.ts'
import classes from './leads.module.css'

type CallbackTableProps = {
  callbacks: readonly Callback[]
  /** Whose they are: on the page of a user the lead is named, on that of a lead the user, and on that of all both. */
  of: 'user' | 'lead' | 'everybody'
  /** Where several can be chosen. */
  selected?: Selecting
  onDone: (says: string) => void
}

/** Planned callbacks with what can be done to each. */
export function CallbackTable({ callbacks, of, selected, onDone }: CallbackTableProps) {
  const [moving, setMoving] = useState<Callback>()
  const [cancelling, setCancelling] = useState<Callback>()
  const { send, busy, problem } = useSending(editCallback, { prefix: 'callback' })
  const end = async (callback: Callback, state: 'done' | 'cancelled') => {
    const outcome = await send({ params: { id: callback.id }, body: { state } }, { ifMatch: etagOf(callback) })
    if (!outcome) return
    refetchLeads()
    if (outcome.ok) setCancelling(undefined)
    if (outcome.ok) onDone(state === 'done' ? 'The callback is done.' : 'The callback is cancelled.')
  }
  const columns: PlainColumn<Callback>[] = [
    { label: 'Due', cell: (callback) => <When callback={callback} selected={selected} /> },
    ...(of === 'lead' ? [] : [LEAD]),
    ...(of === 'user' ? [] : [of === 'lead' ? CALLER : LINKED_CALLER]),
    { label: 'Note', wide: true, cell: ({ note }) => (note ? <span className={classes.note}>{note}</span> : NOTHING) },
    {
      label: 'Do',
      hiddenLabel: true,
      cell: (callback) => (
        <div className={classes.buttons}>
          <AppButton small onClick={() => setMoving(callback)}>
            Edit
          </AppButton>
          <AppButton small busy={busy} onClick={() => void end(callback, 'done')}>
            Done
          </AppButton>
          <AppButton small aria-haspopup="dialog" onClick={() => setCancelling(callback)}>
            Cancel…
          </AppButton>
        </div>
      ),
    },
  ]
  return (
    <>
      {problem && !cancelling && <FieldError id="callbacks-problem">{problem}</FieldError>}
      <PlainTable caption="Planned callbacks" columns={columns} rows={callbacks} idOf={({ id }) => id} />
      {moving && (
        <PlanCallback
          lead={moving.lead}
          callback={moving}
          holder={moving.user && { value: moving.user.id, label: moving.user.name }}
          onClose={() => setMoving(undefined)}
          onDone={onDone}
        />
      )}
      {cancelling && (
        <Dialog
          opened
          onClose={() => setCancelling(undefined)}
          title={`Cancel the callback of ${cancelling.lead.name}?`}
          consequence="Nobody is reminded of it any more. It is not brought back; another one can be planned."
          stays="The lead stays where it is."
          confirm="Cancel callback"
          cancel="Keep it"
          danger
          busy={busy}
          problem={problem}
          onConfirm={() => void end(cancelling, 'cancelled')}
        />
      )}
    </>
  )
}

const NOTHING = <span className="rc-muted">–</span>
const NOBODY = <span className="rc-muted">Nobody</span>
const LEAD: PlainColumn<Callback> = {
  label: 'Lead',
  wide: true,
  cell: ({ lead }) => (
    <AppLink to={`/leads/${lead.id}`}>
      <bdi>{lead.name}</bdi>
    </AppLink>
  ),
}
const CALLER: PlainColumn<Callback> = { label: 'Who calls', wide: true, cell: ({ user }) => user?.name ?? NOBODY }
const LINKED_CALLER: PlainColumn<Callback> = {
  label: 'Who calls',
  wide: true,
  cell: ({ user }) =>
    user ? (
      <AppLink to={`/users/${user.id}`}>
        <bdi>{user.name}</bdi>
      </AppLink>
    ) : (
      NOBODY
    ),
}

type WhenProps = { callback: Callback; selected: Selecting | undefined }

/** When it is due by the reader's clock; and by those of the lead and of whoever calls, where they show another time. */
function When({ callback, selected }: WhenProps) {
  const { dueAt, timeZone, user, lead } = callback
  const whose = user ? [{ zone: user.timeZone, whose: `of ${user.name}` }] : []
  const due = (
    <div className={classes.due}>
      <Due at={dueAt} />
      <OtherClocks at={new Date(dueAt)} told={ownZone()} clocks={[{ zone: timeZone, whose: 'as agreed' }, ...whose]} />
    </div>
  )
  if (!selected) return due
  return (
    <div className={classes.name}>
      <Checkbox
        ariaLabel={`Select the callback of ${lead.name}`}
        checked={selected.has(callback)}
        onChange={(on) => selected.toggle([callback], on)}
      />
      {due}
    </div>
  )
}
