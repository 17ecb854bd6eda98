import { Dialog } from '#src/console/kit/dialog.tsx'
import { setSuperuser } from '../../../../roles/contract.ts'
import { useMe } from '../../../../sign-in/console/widgets/me.tsx'
import { fullName, shortName } from '../user-name.ts'
import type { ActionProps } from './result.ts'
import { useAction } from './use-action.ts'

/** Gives full control of the tenant to somebody who has it not, or takes it from somebody who has. */
export function SuperuserDialog({ user, onClose, onDone }: ActionProps) {
  const { tenant } = useMe()
  const name = shortName(user)
  const gives = !user.superuser
  const { busy, problem, run } = useAction(setSuperuser.endpoint, () =>
    onDone({
      userId: user.id,
      kind: 'success',
      says: (
        <>
          <bdi>{fullName(user)}</bdi>{' '}
          {gives ? `has full control of ${tenant.name} now.` : `no longer has full control of ${tenant.name}.`}
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
          {gives ? 'Give' : 'Take from'} <bdi>{fullName(user)}</bdi> {`full control of ${tenant.name}?`}
        </>
      }
      consequence={
        gives
          ? `${name} will be able to manage every user and setting, including you.`
          : `What ${name} may do then comes from the roles alone: ${user.roles.map((r) => r.name).join(', ')}.`
      }
      stays={gives ? 'A superuser can take it back at any time.' : 'A superuser can give it again at any time.'}
      confirm={gives ? 'Give full control' : 'Take away full control'}
      danger={gives}
      busy={busy}
      problem={problem}
      onConfirm={() => void run({ params: { id: user.id }, body: { superuser: gives } })}
    />
  )
}
