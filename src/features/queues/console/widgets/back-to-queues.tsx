import { useState, type ReactNode } from 'react'
import { call } from '#src/console/api.ts'
import { AppButton, ButtonLink } from '#src/console/kit/button.tsx'
import { sayProblem } from '#src/console/sending.ts'
import { restoreQueues } from '../../contract.ts'

type BackToQueuesProps = {
  userId: string
  /** The queues of before, by name; without any, the way to the queues is offered. */
  former: readonly string[]
  onDone: (kind: 'success' | 'warning', says: ReactNode) => void
}

/** After an activation: one click puts the person back where they were, with the same priorities (SPEC 4.4). */
export function BackToQueues({ userId, former, onDone }: BackToQueuesProps) {
  const [busy, setBusy] = useState(false)
  if (former.length === 0)
    return (
      <ButtonLink small to="/queues">
        Add to queues
      </ButtonLink>
    )
  const names = former.join(', ')
  const back = async () => {
    setBusy(true)
    const done = await call(restoreQueues.endpoint, { params: { id: userId } })
    setBusy(false)
    if (!done.ok) return onDone('warning', `Nothing was changed. ${sayProblem(done.document)}`)
    onDone('success', <bdi>{`Back in ${names}.`}</bdi>)
  }
  return (
    <AppButton small busy={busy} onClick={() => void back()}>
      {`Back to ${names}`}
    </AppButton>
  )
}
