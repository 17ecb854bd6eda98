import { useState } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { PlainDialog } from '#src/console/kit/dialog.tsx'
import { FieldError } from '#src/console/kit/errors.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import type { PickerOption } from '#src/console/kit/picker.tsx'
import { RemotePicker } from '#src/console/kit/remote-picker.tsx'
import { useSending } from '#src/console/sending.ts'
import { handOverCallbacks, type CallbackTarget } from '../contract/callbacks.ts'
import { refetchLeads } from './refetch-leads.ts'
import { loadActiveUsers } from './widgets/active-users.ts'
import classes from './leads.module.css'

type HandOverProps = {
  /** Some callbacks, all that are found, or all of a user. */
  target: CallbackTarget | { user: string }
  count: number
  onClose: () => void
  onDone: (says: string) => void
}

/** Planned callbacks go to a colleague, those whose time is over as well; the leads stay where they are. */
export function HandOverCallbacks({ target, count, onClose, onDone }: HandOverProps) {
  const [to, setTo] = useState<PickerOption | null>(null)
  const [missing, setMissing] = useState<string>()
  const { send, busy, problem, faults } = useSending(handOverCallbacks, { prefix: 'callbacks' })
  const handOver = async () => {
    if (!to) return setMissing('Choose a user first.')
    const outcome = await send({ body: { target, to: to.value } })
    if (!outcome?.ok) return
    refetchLeads()
    onDone(`${plural(outcome.answer.moved, 'callback')} handed over to ${to.label}.`)
    onClose()
  }
  return (
    <PlainDialog
      opened
      onClose={onClose}
      title={`Hand over ${plural(count, 'callback')}`}
      actions={
        <>
          <AppButton onClick={onClose}>Cancel</AppButton>
          <AppButton look="primary" busy={busy} onClick={() => void handOver()}>
            Hand over
          </AppButton>
        </>
      }
    >
      <div className={classes.form}>
        <p className="rc-muted">Times and notes stay as they are, and so do the leads.</p>
        <RemotePicker
          label="Who calls instead"
          name="callbacks-to"
          required
          chosen={to ? [to] : []}
          onChoose={([one = null]) => {
            setTo(one)
            setMissing(undefined)
          }}
          load={loadActiveUsers}
          error={missing ?? faults['to']}
        />
        {problem && <FieldError id="callbacks-problem">{problem}</FieldError>}
      </div>
    </PlainDialog>
  )
}
