/** What is said of somebody who was activated, by the menu or by the form, and offered to go on with (SPEC 4.4). */
import { call } from '#src/console/api.ts'
import { AppButton } from '#src/console/kit/button.tsx'
import type { useMe } from '../../../../sign-in/console/widgets/me.tsx'
import { BackToQueues } from '../../../../queues/console/widgets/back-to-queues.tsx'
import { listFormerQueues } from '../../../../queues/contract.ts'
import { readUser } from '../../../contract/endpoints.ts'
import { refetchUsers } from '../refetch-users.ts'
import { tellResult } from '../results.ts'
import { shortName } from '../user-name.ts'
import type { ActionProps, ActionResult } from './result.ts'

type Said = Pick<ActionResult, 'says' | 'actions'>
type Me = Pick<ReturnType<typeof useMe>, 'can' | 'hasModule'>

/** Whether they can sign in now, and the queues of before: nobody returns to a queue by being activated. */
export async function sayActive(user: ActionProps['user'], me: Me): Promise<Said> {
  const ask = { params: { id: user.id } }
  const [now, former] = await Promise.all([
    call(readUser, ask),
    me.hasModule('queues') ? call(listFormerQueues, ask) : null,
  ])
  if (now.ok && !now.answer.hasPassword) return sayNoPassword(user, me)
  const isActive = (
    <>
      <bdi>{shortName(user)}</bdi> can sign in again with the old password.
    </>
  )
  const queues = now.ok ? now.answer.queues : undefined
  if (queues === undefined || queues.length > 0) return { says: isActive }
  const left = former?.ok ? former.answer.items.map((queue) => queue.name) : []
  return sayNoQueue(user, isActive, left, me.can('queues.manage'))
}

const sayNoPassword = (user: ActionProps['user'], { can }: Me): Said => ({
  says: `${shortName(user)} may become active, but has no password yet.`,
  actions: (open) =>
    can('users.reset-password') && (
      <AppButton small onClick={() => open('reset-password', user)}>
        Reset password…
      </AppButton>
    ),
})

/** The way back is offered to whoever may take it, and named to everybody else. */
function sayNoQueue(
  user: ActionProps['user'],
  isActive: ActionResult['says'],
  left: readonly string[],
  mayAssign: boolean,
): Said {
  const name = <bdi>{shortName(user)}</bdi>
  return {
    says: (
      <>
        {isActive} {name} is in no queue.
        {left.length > 0 && !mayAssign && (
          <>
            {' '}
            Before the deactivation: <bdi>{left.join(', ')}</bdi>.
          </>
        )}
      </>
    ),
    actions: () =>
      mayAssign && (
        <BackToQueues
          userId={user.id}
          former={left}
          onDone={(kind, says) => {
            void refetchUsers()
            tellResult({
              userId: user.id,
              kind,
              says: (
                <>
                  {name}: {says}
                </>
              ),
            })
          }}
        />
      ),
  }
}
