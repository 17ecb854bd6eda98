import { Dialog } from '#src/console/kit/dialog.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { resetAuthenticator } from '../../../../two-step/contract.ts'
import { fullName, shortName } from '../user-name.ts'
import type { ActionProps } from './result.ts'
import { useAction } from './use-action.ts'

/** The words of CONSOLE's table of dialogs. Passkeys go with it: whoever lost a telephone may have lost them on it. */
export function ResetAuthenticatorDialog({ user, onClose, onDone }: ActionProps) {
  const { busy, problem, run } = useAction(resetAuthenticator.endpoint, ({ effects }) =>
    onDone({
      userId: user.id,
      kind: 'success',
      says: (
        <>
          Two-step verification of <bdi>{fullName(user)}</bdi> was reset, and{' '}
          {plural(effects.sessionsEnded ?? 0, 'session')} ended. A mail says so to {shortName(user)}.
        </>
      ),
    }),
  )
  return (
    <Dialog
      opened
      onClose={onClose}
      title={
        <>
          Reset the authenticator of <bdi>{fullName(user)}</bdi>?
        </>
      }
      consequence="Old codes, backup codes and passkeys stop working, and all sessions end."
      points={[
        <>{shortName(user)} sets it up again at the next sign-in where the account needs it.</>,
        'Check who is asking: whoever talks you into this needs only the password then.',
      ]}
      stays="The password stays as it is. This cannot be undone."
      confirm="Reset authenticator"
      danger
      busy={busy}
      problem={problem}
      onConfirm={() => void run({ params: { id: user.id } })}
    />
  )
}
