import { useState } from 'react'
import { AppButton, ButtonLink } from '#src/console/kit/button.tsx'
import { useGo } from '#src/console/routing.tsx'
import type { Plan } from '../../contract/plans.ts'
import { keptWish, planWish, type KeptWish } from '../kept-wishes.ts'
import { sayPlanProblem } from './say-plan-problem.ts'

/** The same for the people as they are now: of a preview that this tab made, or that takes a job back. */
export function PlanAgain({ plan }: { plan: Plan }) {
  const go = useGo()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const kept: KeptWish | undefined =
    keptWish(plan.id) ?? (plan.reverses ? { wish: { undo: plan.reverses } } : undefined)
  if (!kept) {
    return (
      <ButtonLink small to="/users">
        Choose again
      </ButtonLink>
    )
  }
  const again = async () => {
    setBusy(true)
    const outcome = await planWish(kept)
    setBusy(false)
    if (outcome.ok) go(`/plans/${outcome.answer.id}`, { replace: true })
    else setProblem(sayPlanProblem(outcome.document))
  }
  return (
    <>
      {problem && <span role="alert">{problem}</span>}
      <AppButton small busy={busy} onClick={() => void again()}>
        Plan again
      </AppButton>
    </>
  )
}
