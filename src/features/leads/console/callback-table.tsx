import { useState } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { FieldError } from '#src/console/kit/errors.tsx'
import { PlainTable, type PlainColumn } from '#src/console/kit/plain-table.tsx'
import { AppLink } from '#src/console/routing.tsx'
import { etagOf, useSending } from '#src/console/sending.ts'
import { editCallback, type Callback } from '../contract/callbacks.ts'
import { Due } from './lead-table.tsx'
import { PlanCallback } from './plan-callback.tsx'
import { refetchLeads } from './refetch-leads.ts'
import classes from './leads.module.css'

type CallbackTableProps = {
  callbacks: readonly Callback[]
  /** Whose they are: on the page of a user the lead is named, on that of a lead the user. */
  of: 'user' | 'lead'
  onDone: (says: string) => void
}

/** Planned callbacks with what can be done to each. */
export function CallbackTable({ callbacks, of, onDone }: CallbackTableProps) {
  const [moving, setMoving] = useState<Callback>()
  const { send, busy, problem } = useSending(editCallback, { prefix: 'callback' })
  const end = async (callback: Callback, state: 'done' | 'cancelled') => {
    const outcome = await send({ params: { id: callback.id }, body: { state } }, { ifMatch: etagOf(callback) })
    if (!outcome) return
    refetchLeads()
    if (outcome.ok) onDone(state === 'done' ? 'The callback is done.' : 'The callback is cancelled.')
  }
  const columns: PlainColumn<Callback>[] = [
    { label: 'Due', cell: ({ dueAt }) => <Due at={dueAt} /> },
    of === 'user'
      ? { label: 'Lead', wide: true, cell: ({ lead }) => <AppLink to={`/leads/${lead.id}`}>{lead.name}</AppLink> }
      : { label: 'Who calls', wide: true, cell: ({ user }) => user?.name ?? <span className="rc-muted">Nobody</span> },
    { label: 'Time zone', wide: true, cell: ({ timeZone }) => timeZone.replaceAll('_', ' ') },
    { label: 'Note', wide: true, cell: ({ note }) => <span className={classes.note}>{note}</span> },
    {
      label: 'Do',
      hiddenLabel: true,
      cell: (callback) => (
        <div className={classes.buttons}>
          <AppButton small onClick={() => setMoving(callback)}>
            Move
          </AppButton>
          <AppButton small busy={busy} onClick={() => void end(callback, 'done')}>
            Done
          </AppButton>
          <AppButton small busy={busy} onClick={() => void end(callback, 'cancelled')}>
            Cancel
          </AppButton>
        </div>
      ),
    },
  ]
  return (
    <>
      {problem && <FieldError id="callbacks-problem">{problem}</FieldError>}
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
    </>
  )
}
