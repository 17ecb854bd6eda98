import { useState } from 'react'
import { call, newKey } from '#src/console/api.ts'
import { announce } from '#src/console/kit/live-region.tsx'
import { keyOf, queryClient } from '#src/console/query.ts'
import { useGo } from '#src/console/routing.tsx'
import { createPlan, type Target } from '../../changes/contract/plans.ts'
import { listLocks, unlock as unlockAction, type Lock } from '../contract.ts'
import { refetchUsers } from '../../users/console/widgets/refetch-users.ts'
import { sayProblem } from '../../users/console/widgets/say-problem.ts'

export type Unlock = {
  /** The id of whoever is being unlocked. */
  readonly busy: string | undefined
  readonly problem: string | undefined
  readonly unlocked: Pick<Lock, 'id' | 'name'> | undefined
  readonly unlock: (lock: Lock) => void
}

/** One at a time, at once: it harms nobody. */
export function useUnlock(): Unlock {
  const [busy, setBusy] = useState<string>()
  const [problem, setProblem] = useState<string>()
  const [unlocked, setUnlocked] = useState<Pick<Lock, 'id' | 'name'>>()
  const unlock = async ({ id, name }: Lock) => {
    setBusy(id)
    setProblem(undefined)
    setUnlocked(undefined)
    const outcome = await call(unlockAction.endpoint, { params: { id } }, { idempotencyKey: newKey() })
    setBusy(undefined)
    if (!outcome.ok) return setProblem(sayProblem(outcome.document))
    setUnlocked({ id, name })
    announce(`${name} is unlocked`)
    void refetchUsers()
    await queryClient.invalidateQueries({ queryKey: keyOf(listLocks) })
  }
  return { busy, problem, unlocked, unlock: (lock) => void unlock(lock) }
}

export type PlannedUnlock = {
  readonly busy: boolean
  readonly problem: string | undefined
  readonly plan: (target: Target) => void
}

/** Many go through a plan, whose page says who before it is done. */
export function usePlannedUnlock(): PlannedUnlock {
  const go = useGo()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const plan = async (target: Target) => {
    setBusy(true)
    setProblem(undefined)
    const outcome = await call(createPlan, { body: { action: 'unlock', target } }, { idempotencyKey: newKey() })
    setBusy(false)
    if (outcome.ok) go(`/plans/${outcome.answer.id}`)
    else setProblem(sayProblem(outcome.document))
  }
  return { busy, problem, plan: (target) => void plan(target) }
}
