import { Dialog } from '#src/console/kit/dialog.tsx'
import { TextButton } from '#src/console/kit/button.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import type { Effects } from '../../../../changes/contract.ts'
import { useTaker } from '../../../../leads/console/widgets/use-taker.tsx'
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
  const taker = useTaker({ name: 'delete-leads', label: `The leads of ${name} go`, leads })
  const shortfalls = useShortfalls(queues, user.status === 'active')
  const { busy, problem, run } = useAction(deleteUsers.endpoint, ({ effects }) => {
    onDone({
      userId: user.id,
      kind: 'success',
      says: (
        <>
          <bdi>{fullName(user)}</bdi> is deleted{sayFreed(effects)}. Restorable until {restorableUntil()}.
        </>
      ),
    })
  })
  const confirmed = () => {
    const asked = taker.read()
    if (asked) void run({ params: { id: user.id }, ...asked })
  }
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
        ...sayLeads(leads, taker.handsOver),
        ...(sessions > 0 ? [`${plural(sessions, 'open session')} will end now.`] : []),
        ...(queues.length > 0 ? [`${plural(queues.length, 'queue')} will be left.`] : []),
        ...shortfalls.map((says) => <strong key="below">{says}</strong>),
      ]}
      stays={`History stays under “Deleted user”. Restorable for ${RESTORABLE_DAYS} days, until ${restorableUntil()}; then credentials and contact data are erased for good. Until then the username, e-mail and extension stay reserved.`}
      confirm={
        leads > 0
          ? `Delete ${name} and ${taker.handsOver ? 'hand over' : 'unassign'} ${plural(leads, 'lead')}`
          : `Delete ${name}`
      }
      danger
      busy={busy}
      problem={problem}
      onConfirm={confirmed}
    >
      {taker.field}
      {user.status !== 'inactive' && can('users.status') && (
        <p>
          To keep the account and only stop the sign-in:{' '}
          <TextButton onClick={() => onInstead('deactivate', user)}>Deactivate instead</TextButton>
        </p>
      )}
    </Dialog>
  )
}

const sayLeads = (leads: number, handsOver: boolean) =>
  leads === 0
    ? []
    : [
        <strong key="leads">
          {plural(leads, 'lead')} will be {handsOver ? 'handed over' : 'unassigned'}.
        </strong>,
      ]

/** What became of the leads, after "is deleted". */
function sayFreed({ leadsUnassigned = [], leadsHandedOver = [] }: Effects): string {
  const handed = leadsHandedOver.reduce((sum, { leads }) => sum + leads.length, 0)
  if (handed > 0) return ` and ${plural(handed, 'lead')} handed over`
  return leadsUnassigned.length > 0 ? ` and ${plural(leadsUnassigned.length, 'lead')} unassigned` : ''
}
