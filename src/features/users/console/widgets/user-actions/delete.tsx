import { Dialog } from '#src/console/kit/dialog.tsx'
import { TextButton } from '#src/console/kit/button.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { useShortfalls } from '../../../../queues/console/widgets/use-shortfalls.ts'
import { useMe } from '../../../../sign-in/console/widgets/me.tsx'
import { deleteUsers } from '../../../contract/actions.ts'
import { fullName, shortName } from '../user-name.ts'
import type { ActionProps } from './result.ts'
import { useAction, useWhole } from './use-action.ts'

/** SPEC 4.5: a deleted person can be restored for so long. */
const RESTORABLE_DAYS = 30
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
const restorableUntil = () => day.format(Date.now() + RESTORABLE_DAYS * 86_400_000)

export function DeleteDialog({ user, onClose, onDone, onInstead }: ActionProps) {
  const name = shortName(user)
  const { can } = useMe()
  const { leads = 0, sessions = 0, queues = user.queues ?? [] } = useWhole(user.id) ?? {}
  const shortfalls = useShortfalls(queues, user.status === 'active')
  const { busy, problem, run } = useAction(deleteUsers.endpoint, ({ effects }) => {
    const freed = effects.leadsUnassigned?.length ?? 0
    onDone({
      userId: user.id,
      kind: 'success',
      says: (
        <>
          <bdi>{fullName(user)}</bdi> is deleted{freed > 0 && ` and ${plural(freed, 'lead')} unassigned`}. Restorable
          until {restorableUntil()}.
        </>
      ),
    })
  })
  return (
    <Dialog
      opened
      onClose={onClose}
      title={
        <>
          Delete <bdi>{fullName(user)}</bdi>?
        </>
      }
      consequence={`${name} is signed out and the account leaves every list.`}
      points={[
        ...(leads > 0 ? [<strong key="leads">{plural(leads, 'lead')} will be unassigned.</strong>] : []),
        ...(sessions > 0 ? [`${plural(sessions, 'open session')} will end now.`] : []),
        ...(queues.length > 0 ? [`${plural(queues.length, 'queue')} will be left.`] : []),
        ...shortfalls.map((says) => <strong key="below">{says}</strong>),
      ]}
      stays={`History stays under “Deleted user”. Restorable for ${RESTORABLE_DAYS} days, until ${restorableUntil()}; then credentials and contact data are erased for good. Until then the username, e-mail and extension stay reserved.`}
      confirm={leads > 0 ? `Delete ${name} and unassign ${plural(leads, 'lead')}` : `Delete ${name}`}
      danger
      busy={busy}
      problem={problem}
      onConfirm={() => void run({ params: { id: user.id } })}
    >
      {user.status !== 'inactive' && can('users.status') && (
        <p>
          To keep the account and only stop the sign-in:{' '}
          <TextButton onClick={() => onInstead('deactivate', user)}>Deactivate instead</TextButton>
        </p>
      )}
    </Dialog>
  )
}
