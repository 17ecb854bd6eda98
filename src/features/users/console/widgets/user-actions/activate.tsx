import { useEffect, useRef } from 'react'
import { call } from '#src/console/api.ts'
import { AppButton } from '#src/console/kit/button.tsx'
import { useMe } from '../../../../sign-in/console/widgets/me.tsx'
import { activate } from '../../../contract/actions.ts'
import { listFormerQueues } from '../../../../queues/contract.ts'
import { readUser } from '../../../contract/endpoints.ts'
import { refetchUsers } from '../refetch-users.ts'
import { sayProblem } from '../say-problem.ts'
import { fullName, shortName } from '../user-name.ts'
import type { ActionProps, ActionResult } from './result.ts'

/** Harmless, for one person, and undone by one click: so it asks nothing and says what came of it. */
export function ActivateAtOnce({ user, onDone }: ActionProps) {
  const { can, hasModule } = useMe()
  const begun = useRef(false)
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    void activateAndTell(user, can('users.reset-password'), hasModule('queues')).then(onDone)
  })
  return null
}

async function activateAndTell(user: ActionProps['user'], mayReset: boolean, queues: boolean): Promise<ActionResult> {
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
        mayReset && (
          <AppButton small onClick={() => open('reset-password', user)}>
            Reset password…
          </AppButton>
        ),
    }
  }
  const left = former?.ok ? former.answer.items.map((q) => q.name) : []
  const inQueues = queues && now.ok && (now.answer.queues ?? []).length > 0
  return {
    userId: user.id,
    kind: 'success',
    says: (
      <>
        <bdi>{shortName(user)}</bdi> can sign in again with the old password.
        {queues && !inQueues && <> {shortName(user)} is in no queue.</>}
        {left.length > 0 && (
          <>
            {' '}
            Before the deactivation: <bdi>{left.join(', ')}</bdi>.
          </>
        )}
      </>
    ),
  }
}
