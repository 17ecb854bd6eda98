import { useState } from 'react'
import { Dialog } from '#src/console/kit/dialog.tsx'
import { RadioCards } from '#src/console/kit/choices.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { resetPassword } from '../../../../passwords/contract.ts'
import { sendResetLink } from '../../../../recovery/contract.ts'
import { useMe } from '../../../../sign-in/console/widgets/me.tsx'
import { PasswordOnce } from '../password-once.tsx'
import { fullName, possessive, shortName } from '../user-name.ts'
import type { ActionProps } from './result.ts'
import { useAction, useWhole } from './use-action.ts'

type Kind = 'link' | 'temporary' | 'lasting'
type Made = { password: string; expiresAt: string | null; sessionsEnded: number }

const made = (name: string) => `A password is made for ${name} and shown to you once. The old one stops working now.`
const words = {
  link: {
    does: (name: string) => `${name} gets a mail with a link to choose a new password. The old one stops working now.`,
    points: ['The link works once, for 60 minutes. After that “Forgot your password?” sends another one.'],
    confirm: 'Send link',
  },
  temporary: {
    does: made,
    points: ['It works for one sign-in within 24 hours, and must be changed then.'],
    confirm: 'Create temporary password',
  },
  lasting: { does: made, points: [], confirm: 'Create lasting password' },
} as const

/** Nobody types a password for somebody else (AUTH-3): the person chooses one, or it is made by the server and shown once. */
export function ResetPasswordDialog({ user, onClose, onDone }: ActionProps) {
  const { operator } = useMe()
  // Whoever is pending has no password to choose anew: they are sent an activation, or given a temporary one.
  const canMail = user.status !== 'pending'
  const [kind, setKind] = useState<Kind>(canMail ? 'link' : 'temporary')
  const [shown, setShown] = useState<Made>()
  const { sessions = 0 } = useWhole(user.id) ?? {}
  const name = shortName(user)
  const finish = (says: string) => onDone({ userId: user.id, kind: 'success', says })
  const given = useAction(resetPassword, setShown)
  const mailed = useAction(sendResetLink.endpoint, ({ effects }) =>
    finish(`A link to choose a new password goes to ${user.email}. ${sayEnded(effects.sessionsEnded)}`),
  )
  if (shown)
    return (
      <PasswordOnce
        user={user}
        password={shown.password}
        expiresAt={shown.expiresAt}
        onClose={() => finish(`${name} has a new ${kind} password. ${sayEnded(shown.sessionsEnded)}`)}
      />
    )
  const { does, points, confirm } = words[kind]
  const ask = { params: { id: user.id } }
  const run = () =>
    kind === 'link' ? mailed.run(ask) : given.run({ ...ask, body: kind === 'lasting' ? { lasting: true } : {} })
  return (
    <Dialog
      opened
      onClose={onClose}
      title={
        <>
          Reset <bdi>{possessive(fullName(user))}</bdi> password?
        </>
      }
      consequence={does(name)}
      points={[...(sessions > 0 ? [`${name} is signed out of ${plural(sessions, 'session')}.`] : []), ...points]}
      confirm={confirm}
      danger={kind === 'lasting'}
      busy={given.busy || mailed.busy}
      problem={kind === 'link' ? mailed.problem : given.problem}
      onConfirm={() => void run()}
    >
      {(canMail || operator) && <KindOfReset kind={kind} onKind={setKind} to={canMail ? user.email : null} />}
    </Dialog>
  )
}

const sayEnded = (sessions = 0) => `${plural(sessions, 'session')} ended.`

type KindOfResetProps = {
  kind: Kind
  onKind: (kind: Kind) => void
  /** Null where no link is mailed. */
  to: string | null
}

function KindOfReset({ kind, onKind, to }: KindOfResetProps) {
  const { operator } = useMe()
  const link = {
    value: 'link' as const,
    label: 'Send a link',
    mark: 'Recommended',
    help: `To ${to ?? ''}. Nobody but the person learns the new password.`,
  }
  const temporary = {
    value: 'temporary' as const,
    label: 'Temporary password',
    help: 'For people without a mailbox. Valid for 24 hours; a new one is chosen at the next sign-in.',
  }
  const lasting = {
    value: 'lasting' as const,
    label: 'Lasting password',
    help: 'Works until it is changed. You know it, too: for shared machines only.',
  }
  return (
    <RadioCards<Kind>
      label="Kind of reset"
      name="password-kind"
      stacked
      value={kind}
      onChange={onKind}
      options={[...(to === null ? [] : [link]), temporary, ...(operator ? [lasting] : [])]}
    />
  )
}
