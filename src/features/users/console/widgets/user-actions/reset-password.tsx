import { useState } from 'react'
import { Dialog } from '#src/console/kit/dialog.tsx'
import { RadioCards } from '#src/console/kit/choices.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { resetPassword } from '../../../../passwords/contract.ts'
import { useMe } from '../../../../sign-in/console/widgets/me.tsx'
import { PasswordOnce } from '../password-once.tsx'
import { fullName, possessive, shortName } from '../user-name.ts'
import type { ActionProps } from './result.ts'
import { useAction, useWhole } from './use-action.ts'

type Kind = 'temporary' | 'lasting'
type Made = { password: string; expiresAt: string | null; sessionsEnded: number }

/** Nobody types a password for somebody else (AUTH-3): it is made by the server and shown once. */
export function ResetPasswordDialog({ user, onClose, onDone }: ActionProps) {
  const { operator } = useMe()
  const [kind, setKind] = useState<Kind>('temporary')
  const [made, setMade] = useState<Made>()
  const { sessions = 0 } = useWhole(user.id) ?? {}
  const { busy, problem, run } = useAction(resetPassword, setMade)
  const name = shortName(user)
  if (made) {
    const finish = () =>
      onDone({
        userId: user.id,
        kind: 'success',
        says: `${name} has a new ${kind} password. ${plural(made.sessionsEnded, 'session')} ended.`,
      })
    return <PasswordOnce user={user} password={made.password} expiresAt={made.expiresAt} onClose={finish} />
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      title={
        <>
          Reset <bdi>{possessive(fullName(user))}</bdi> password?
        </>
      }
      consequence={`A password is made for ${name} and shown to you once. The old one stops working now.`}
      points={[
        ...(sessions > 0 ? [`${name} is signed out of ${plural(sessions, 'session')}.`] : []),
        ...(kind === 'temporary' ? ['It works for one sign-in within 24 hours, and must be changed then.'] : []),
      ]}
      confirm={kind === 'temporary' ? 'Create temporary password' : 'Create lasting password'}
      danger={kind === 'lasting'}
      busy={busy}
      problem={problem}
      onConfirm={() => void run({ params: { id: user.id }, body: kind === 'lasting' ? { lasting: true } : {} })}
    >
      {operator && (
        <RadioCards<Kind>
          label="Kind of password"
          name="password-kind"
          stacked
          value={kind}
          onChange={setKind}
          options={[
            {
              value: 'temporary',
              label: 'Temporary password',
              mark: 'Recommended',
              help: 'Valid for 24 hours; a new one is chosen at the next sign-in.',
            },
            {
              value: 'lasting',
              label: 'Lasting password',
              help: 'Works until it is changed. You know it, too: for shared machines only.',
            },
          ]}
        />
      )}
    </Dialog>
  )
}
