import { Dialog } from '#src/console/kit/dialog.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { useTaker } from '../../../../leads/console/widgets/use-taker.tsx'
import { useShortfalls } from '../../../../queues/console/widgets/use-shortfalls.ts'
import { deactivate } from '../../../contract/actions.ts'
import { fullName, shortName } from '../user-name.ts'
import type { ActionProps } from './result.ts'
import { useAction, useWhole } from './use-action.ts'

export function DeactivateDialog({ user, onClose, onDone }: ActionProps) {
  const name = shortName(user)
  const { queues = user.queues ?? [], sessions, leads = 0 } = useWhole(user.id) ?? {}
  const taker = useTaker({
    name: 'deactivate-leads',
    label: `The ${plural(leads, 'lead')} of ${name}`,
    stay: `Stay with ${name}`,
    leads,
  })
  const shortfalls = useShortfalls(queues, user.status === 'active')
  const { busy, problem, run } = useAction(deactivate.endpoint, ({ outcome, effects }) =>
    onDone({
      userId: user.id,
      kind: 'success',
      says:
        outcome === 'already' ? (
          <>
            <bdi>{fullName(user)}</bdi> was inactive already. Nothing changed.
          </>
        ) : (
          <>
            <bdi>{fullName(user)}</bdi> is inactive now: {plural(effects.sessionsEnded ?? 0, 'session')} ended
            {user.queues && `, ${plural(effects.queuesLeft?.length ?? 0, 'queue')} left`}.
          </>
        ),
    }),
  )
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
          Deactivate <bdi>{fullName(user)}</bdi>?
        </>
      }
      consequence={`${name} is signed out and can no longer sign in.`}
      points={[
        ...(sessions ? [`${plural(sessions, 'open session')} will end now.`] : []),
        ...(queues.length > 0 ? [<Queues key="queues" names={queues.map((q) => q.name)} />] : []),
        ...shortfalls.map((says) => <strong key="below">{says}</strong>),
        ...(user.extension ? [`The registration of extension ${user.extension} is dropped.`] : []),
      ]}
      stays="Calls, messages and history stay. You can activate the account again at any time; the queues of before are then offered."
      confirm={`Deactivate ${name}`}
      danger
      busy={busy}
      problem={problem}
      onConfirm={confirmed}
    >
      {taker.field}
    </Dialog>
  )
}

const Queues = ({ names }: { names: readonly string[] }) => (
  <>
    {plural(names.length, 'queue')} will be left: <bdi>{names.slice(0, 5).join(', ')}</bdi>
    {names.length > 5 && ` and ${names.length - 5} more`}.
  </>
)
