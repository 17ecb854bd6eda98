import { useEffect, useRef } from 'react'
import { call } from '#src/console/api.ts'
import { unlock } from '../../../../locks/contract.ts'
import { refetchUsers } from '../refetch-users.ts'
import { sayProblem } from '../say-problem.ts'
import { fullName, shortName } from '../user-name.ts'
import type { ActionProps, ActionResult } from './result.ts'

/** Harmless and for one person, so it asks nothing and says what came of it (CONSOLE, dialogs). */
export function UnlockAtOnce({ user, onDone }: ActionProps) {
  const begun = useRef(false)
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    void unlockAndTell(user).then(onDone)
  })
  return null
}

async function unlockAndTell(user: ActionProps['user']): Promise<ActionResult> {
  const done = await call(unlock.endpoint, { params: { id: user.id } })
  if (!done.ok)
    return {
      userId: user.id,
      kind: 'warning',
      says: `${fullName(user)} was not unlocked. ${sayProblem(done.document)}`,
    }
  void refetchUsers()
  return {
    userId: user.id,
    kind: 'success',
    says: (
      <>
        <bdi>{shortName(user)}</bdi> is unlocked and can sign in again with the same password.
      </>
    ),
  }
}
