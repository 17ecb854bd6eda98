import { useState } from 'react'
import { call } from '#src/console/api.ts'
import { Dialog } from '#src/console/kit/dialog.tsx'
import { keyOf, queryClient } from '#src/console/query.ts'
import { sayProblem } from '#src/console/sending.ts'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { listQueueMembers, listQueues, removeQueues, type Member, type Queue } from '../contract.ts'
import { isShort, sayShortfalls } from './widgets/say-shortfalls.ts'

type RemoveOneProps = { queue: Queue; member: Member; onClose: () => void; onDone: (says: string) => void }

/** Asks first, and says when the queue would be below its minimum. */
export function RemoveOne({ queue, member, onClose, onDone }: RemoveOneProps) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const seesAll = useMe().reach('users.read')?.everywhere === true
  const left = (queue.active ?? 0) - (member.status === 'active' ? 1 : 0)
  // Whoever sees a part of its agents cannot tell.
  const falls = seesAll && !queue.archived && isShort(left, queue.minimum)
  const remove = async () => {
    setBusy(true)
    const done = await call(removeQueues.endpoint, { params: { id: member.id }, body: { queues: [queue.id] } })
    setBusy(false)
    for (const endpoint of [listQueues, listQueueMembers])
      void queryClient.invalidateQueries({ queryKey: keyOf(endpoint) })
    if (!done.ok) return setProblem(sayProblem(done.document))
    onDone(`${member.name} is no longer in ${queue.name}.`)
    onClose()
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      title={
        <>
          Remove <bdi>{member.name}</bdi> from <bdi>{queue.name}</bdi>?
        </>
      }
      consequence={`Calls of ${queue.name} no longer reach ${member.name}.`}
      points={
        falls
          ? [<strong key="below">{sayShortfalls([{ name: queue.name, left, minimum: queue.minimum }])}.</strong>]
          : []
      }
      stays="The account stays as it is. You can add the agent again at any time."
      confirm="Remove from queue"
      danger
      busy={busy}
      problem={problem}
      onConfirm={() => void remove()}
    />
  )
}
