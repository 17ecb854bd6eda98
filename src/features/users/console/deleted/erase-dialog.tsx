import { useState } from 'react'
import { call, newKey } from '#src/console/api.ts'
import { Dialog } from '#src/console/kit/dialog.tsx'
import { announce } from '#src/console/kit/live-region.tsx'
import { keyOf, queryClient } from '#src/console/query.ts'
import type { AnswerOf } from '#src/contract/endpoint.ts'
import { eraseUsers } from '../../contract/actions.ts'
import { listDeletedUsers } from '../../contract/endpoints.ts'
import { sayProblem } from '../widgets/say-problem.ts'

export type DeletedUser = AnswerOf<typeof listDeletedUsers>['items'][number]

/** Before the 30 days are over, for whoever asked to be forgotten: the one thing here that nothing takes back. */
export function EraseDialog({ user, onClose }: { user: DeletedUser; onClose: () => void }) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const name = user.name || user.username
  const erase = async () => {
    setBusy(true)
    const outcome = await call(eraseUsers.endpoint, { params: { id: user.id } }, { idempotencyKey: newKey() })
    setBusy(false)
    if (!outcome.ok) return setProblem(sayProblem(outcome.document))
    announce(`${name} is erased for good`)
    onClose()
    await queryClient.invalidateQueries({ queryKey: keyOf(listDeletedUsers) })
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      title={
        <>
          Erase <bdi>{name}</bdi> for good?
        </>
      }
      consequence="Credentials, contact data and personal values in the change log are erased now. Nobody can restore this account."
      stays="What was done stays in the change log under “Deleted user”. Username, e-mail and extension are free again."
      confirm="Erase for good"
      danger
      busy={busy}
      problem={problem}
      onConfirm={() => void erase()}
    />
  )
}
