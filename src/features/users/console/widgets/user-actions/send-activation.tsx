import { Dialog } from '#src/console/kit/dialog.tsx'
import { sendActivation } from '../../../../recovery/contract.ts'
import { fullName, shortName } from '../user-name.ts'
import type { ActionProps } from './result.ts'
import { useAction } from './use-action.ts'

/** A mailed link: nobody but the person ever knows the password (AUTH-5). */
export function SendActivationDialog({ user, onClose, onDone }: ActionProps) {
  const { busy, problem, run } = useAction(sendActivation.endpoint, ({ outcome }) =>
    onDone({
      userId: user.id,
      kind: outcome === 'changed' ? 'success' : 'warning',
      says:
        outcome === 'changed'
          ? `A link to activate the account goes to ${user.email}.`
          : `${shortName(user)} is active already.`,
    }),
  )
  return (
    <Dialog
      opened
      onClose={onClose}
      title={
        <>
          Send an activation email to <bdi>{fullName(user)}</bdi>?
        </>
      }
      consequence={`A link goes to ${user.email}. It works once, for 7 days, and sets the password.`}
      points={['A link that was sent earlier stops working.']}
      confirm="Send email"
      busy={busy}
      problem={problem}
      onConfirm={() => void run({ params: { id: user.id } })}
    />
  )
}
