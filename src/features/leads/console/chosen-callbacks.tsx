import { useState } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { Dialog } from '#src/console/kit/dialog.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { SelectingBar, type Selecting } from '#src/console/kit/selecting.tsx'
import { useSending } from '#src/console/sending.ts'
import { endCallbacks, type Callback, type CallbackTarget } from '../contract/callbacks.ts'
import { HandOverCallbacks } from './hand-over-callbacks.tsx'
import { MoveCallbacks } from './move-callbacks.tsx'
import { refetchLeads } from './refetch-leads.ts'

type ChosenProps = {
  page: readonly Callback[]
  total: number
  selected: Selecting
  target: CallbackTarget
  onDone: (says: string) => void
}

/** What is done to several callbacks at once. */
export function ChosenCallbacks({ page, total, selected, target, onDone }: ChosenProps) {
  const [asking, setAsking] = useState<'hand-over' | 'move' | 'cancel'>()
  const count = selected.count(total)
  const close = () => setAsking(undefined)
  const done = (says: string) => {
    selected.clear()
    onDone(says)
  }
  const all = { target, count, onClose: close, onDone: done }
  return (
    <>
      <SelectingBar label="Selected callbacks" name="callbacks-page" page={page} total={total} selected={selected}>
        <AppButton small look="primary" onClick={() => setAsking('hand-over')}>
          Hand over…
        </AppButton>
        <AppButton small onClick={() => setAsking('move')}>
          Move…
        </AppButton>
        <AppButton small onClick={() => setAsking('cancel')}>
          Cancel…
        </AppButton>
      </SelectingBar>
      {asking === 'hand-over' && <HandOverCallbacks {...all} />}
      {asking === 'move' && <MoveCallbacks {...all} />}
      {asking === 'cancel' && <CancelCallbacks {...all} />}
    </>
  )
}

type CancelProps = { target: CallbackTarget; count: number; onClose: () => void; onDone: (says: string) => void }

function CancelCallbacks({ target, count, onClose, onDone }: CancelProps) {
  const { send, busy, problem } = useSending(endCallbacks, { prefix: 'callbacks' })
  const cancel = async () => {
    const outcome = await send({ body: { target, state: 'cancelled' } })
    if (!outcome?.ok) return
    refetchLeads()
    onDone(`${plural(outcome.answer.ended, 'callback')} cancelled.`)
    onClose()
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      title={`Cancel ${plural(count, 'callback')}?`}
      consequence="Nobody is reminded of them any more. They are not brought back; others can be planned."
      stays="The leads stay where they are."
      confirm={`Cancel ${plural(count, 'callback')}`}
      cancel={count === 1 ? 'Keep it' : 'Keep them'}
      danger
      busy={busy}
      problem={problem}
      onConfirm={() => void cancel()}
    />
  )
}
