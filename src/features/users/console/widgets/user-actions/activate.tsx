import { useEffect, useRef } from 'react'
import { call } from '#src/console/api.ts'
import { useMe } from '../../../../sign-in/console/widgets/me.tsx'
import { activate } from '../../../contract/actions.ts'
import { refetchUsers } from '../refetch-users.ts'
import { sayProblem } from '../say-problem.ts'
import { fullName } from '../user-name.ts'
import type { ActionProps, ActionResult } from './result.ts'
import { sayActive } from './say-active.tsx'

/** Harmless, for one person, and undone by one click: so it asks nothing and says what came of it. */
export function ActivateAtOnce({ user, onDone }: ActionProps) {
  const me = useMe()
  const begun = useRef(false)
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    void activateAndTell(user, me).then(onDone)
  })
  return null
}

async function activateAndTell(user: ActionProps['user'], me: ReturnType<typeof useMe>): Promise<ActionResult> {
  const done = await call(activate.endpoint, { params: { id: user.id } })
  if (!done.ok)
    return {
      userId: user.id,
      kind: 'warning',
      says: `${fullName(user)} was not activated. ${sayProblem(done.document)}`,
    }
  void refetchUsers()
  return { userId: user.id, kind: 'success', ...(await sayActive(user, me)) }
}
