import { useEffect, useRef } from 'react'
import { call } from '#src/console/api.ts'
import { AppButton } from '#src/console/kit/button.tsx'
import { useMe } from '../../../../sign-in/console/widgets/me.tsx'
import { activate } from '../../../contract/actions.ts'
import { BackToQueues } from '../../../../queues/console/widgets/back-to-queues.tsx'
import { listFormerQueues } from '../../../../queues/contract.ts'
import { readUser } from '../../../contract/endpoints.ts'
import { refetchUsers } from '../refetch-users.ts'
import { tellResult } from '../results.ts'
import { sayProblem } from '../say-problem.ts'
import { fullName, shortName } from '../user-name.ts'
import type { ActionProps, ActionResult } from './result.ts'

/** Harmless, for one person, and undone by one click: so it asks nothing and says what came of it. */
export function ActivateAtOnce({ user, onDone }: ActionProps) {
  const { can, hasModule } = useMe()
  const may = { reset: can('users.reset-password'), assign: can('queues.manage') }
  const begun = useRef(false)
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    void activateAndTell(user, may, hasModule('queues')).then(onDone)
  })
  return null
}

type May = { readonly reset: boolean; readonly assign: boolean }

async function activateAndTell(user: ActionProps['user'], may: May, queues: boolean): Promise<ActionResult> {
  const ask = { params: { id: user.id } }
  const done = await call(activate.endpoint, ask)
  if (!done.ok)
    return {
      userId: user.id,
      kind: 'warning',
      says: `${fullName(user)} was not activated. ${sayProblem(done.document)}`,
    }
  void refetchUsers()
  const now = await call(readUser, ask)
  const former = queues ? await call(listFormerQueues, ask) : null
  if (now.ok && !now.answer.hasPassword) {
    return {
      userId: user.id,
      kind: 'success',
      says: `${shortName(user)} may become active, but has no password yet.`,
      actions: (open) =>
        may.reset && (
          <AppButton small onClick={() => open('reset-password', user)}>
            Reset password…
          </AppButton>
        ),
    }
  }
  return { userId: user.id, kind: 'success', ...sayActive(user, now.ok ? now.answer.queues : undefined, former, may) }
}

type Former = Awaited<ReturnType<typeof call<typeof listFormerQueues>>>

/** Nobody returns to a queue by being activated: the way back is offered. */
function sayActive(
  user: ActionProps['user'],
  queues: readonly unknown[] | undefined,
  former: Former | null,
  { assign }: May,
): Pick<ActionResult, 'says' | 'actions'> {
  const name = shortName(user)
  const isActive = (
    <>
      <bdi>{name}</bdi> can sign in again with the old password.
    </>
  )
  if (queues === undefined || queues.length > 0) return { says: isActive }
  const left = former?.ok ? former.answer.items.map((queue) => queue.name) : []
  return {
    says: (
      <>
        {isActive} <bdi>{name}</bdi> is in no queue.
        {left.length > 0 && !assign && (
          <>
            {' '}
            Before the deactivation: <bdi>{left.join(', ')}</bdi>.
          </>
        )}
      </>
    ),
    actions: () =>
      assign && (
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
                  <bdi>{name}</bdi>: {says}
                </>
              ),
            })
          }}
        />
      ),
  }
}
