import { useState } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { PlainDialog } from '#src/console/kit/dialog.tsx'
import { FieldError } from '#src/console/kit/errors.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { TextField } from '#src/console/kit/text-field.tsx'
import { useSending } from '#src/console/sending.ts'
import { moveCallbacks, type CallbackTarget } from '../contract/callbacks.ts'
import { refetchLeads } from './refetch-leads.ts'
import classes from './leads.module.css'

type MoveProps = { target: CallbackTarget; count: number; onClose: () => void; onDone: (says: string) => void }

/** Several callbacks get another time, each by the clock of whoever is called. */
export function MoveCallbacks({ target, count, onClose, onDone }: MoveProps) {
  const [day, setDay] = useState('')
  const [time, setTime] = useState('')
  const { send, busy, problem, faults } = useSending(moveCallbacks, { prefix: 'callbacks' })
  const move = async () => {
    const outcome = await send({ body: { target, at: `${day}T${time}` } })
    if (!outcome?.ok) return
    refetchLeads()
    onDone(`${plural(outcome.answer.moved, 'callback')} moved.`)
    onClose()
  }
  return (
    <PlainDialog
      opened
      onClose={onClose}
      title={`Move ${plural(count, 'callback')}`}
      actions={
        <>
          <AppButton onClick={onClose}>Cancel</AppButton>
          <AppButton look="primary" busy={busy} onClick={() => void move()}>
            Move
          </AppButton>
        </>
      }
    >
      <div className={classes.form}>
        <p className="rc-muted">
          To this time by the clock of the zone that each was agreed in. Notes and callers stay as they are.
        </p>
        <div className={classes.when}>
          <TextField
            label="Day"
            name="callbacks-at"
            type="date"
            required
            value={day}
            onChange={setDay}
            error={faults['at']}
          />
          <TextField label="Time" name="callbacks-time" type="time" required value={time} onChange={setTime} />
        </div>
        {problem && <FieldError id="callbacks-problem">{problem}</FieldError>}
      </div>
    </PlainDialog>
  )
}
