import { useState } from 'react'
import { useGo } from '#src/console/routing.tsx'
import type { Wish } from '../kept-wishes.ts'

/** Plans what is wished for many people and leads to the page of the plan, where it is begun or left. */
export function usePlan() {
  const go = useGo()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const plan = async (wish: Wish): Promise<void> => {
    setBusy(true)
    const [{ planWish }, { sayPlanProblem }] = await Promise.all([
      import('../kept-wishes.ts'),
      import('../plan/say-plan-problem.ts'),
    ])
    const outcome = await planWish({ wish, page: window.location.pathname })
    setBusy(false)
    if (outcome.ok) go(`/plans/${outcome.answer.id}`)
    else setProblem(sayPlanProblem(outcome.document))
  }
  return { plan, busy, problem }
}
