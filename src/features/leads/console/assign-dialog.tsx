import { useState } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { Checkbox } from '#src/console/kit/choices.tsx'
import { PlainDialog } from '#src/console/kit/dialog.tsx'
import { FieldError } from '#src/console/kit/errors.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { useSending } from '#src/console/sending.ts'
import { assignLeads, type LeadTarget } from '../contract.ts'
import { refetchLeads } from './refetch-leads.ts'
import { leadsToOf, TakerField, type Taker } from './widgets/taker-field.tsx'
import classes from './leads.module.css'

type AssignDialogProps = { target: LeadTarget; count: number; onClose: () => void; onDone: (says: string) => void }

/** To whom leads go, and whether the planned callbacks go with them. */
export function AssignDialog({ target, count, onClose, onDone }: AssignDialogProps) {
  const [taker, setTaker] = useState<Taker>({ how: 'one', user: null })
  const [follow, setFollow] = useState(true)
  const [missing, setMissing] = useState<string>()
  const { send, busy, problem, faults } = useSending(assignLeads, { prefix: 'assign' })
  const assign = async () => {
    const leadsTo = leadsToOf(taker)
    if (!leadsTo) return setMissing('Choose a user first.')
    const outcome = await send({ body: { target, leadsTo, callbacks: follow ? 'follow' : 'stay' } })
    if (!outcome?.ok) return
    refetchLeads()
    onDone(sayMoved(outcome.answer.moved, taker))
    onClose()
  }
  return (
    <PlainDialog
      opened
      onClose={onClose}
      title={`Assign ${plural(count, 'lead')}`}
      actions={
        <>
          <AppButton onClick={onClose}>Cancel</AppButton>
          <AppButton look="primary" busy={busy} onClick={() => void assign()}>
            Assign
          </AppButton>
        </>
      }
    >
      <div className={classes.form}>
        <TakerField
          name="assign-leadsTo"
          label="The leads go"
          value={taker}
          onChange={(next) => {
            setMissing(undefined)
            setTaker(next)
          }}
          error={missing ?? faults['leadsTo']}
        />
        <Checkbox
          name="assign-callbacks"
          label="Planned callbacks go with them"
          checked={follow}
          onChange={setFollow}
        />
        {problem && <FieldError id="assign-problem">{problem}</FieldError>}
      </div>
    </PlainDialog>
  )
}

function sayMoved(moved: number, { how, user }: Taker): string {
  if (moved === 0) return 'They were assigned like that already.'
  if (how === 'nobody') return `${plural(moved, 'lead')} unassigned.`
  return how === 'one'
    ? `${plural(moved, 'lead')} assigned to ${user!.label}.`
    : `${plural(moved, 'lead')} assigned in turn.`
}
