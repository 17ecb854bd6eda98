import { useState, type ReactNode } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { useGo } from '#src/console/routing.tsx'
import { leadsToOf, TakerField, type Taker } from '../../../leads/console/widgets/taker-field.tsx'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import type { Plan } from '../../contract/plans.ts'
import { keptWish, planWish } from '../kept-wishes.ts'
import type { Deed } from '../words.ts'
import { sayPlanProblem } from './say-plan-problem.ts'
import classes from '../changes.module.css'

const leavers = ['deactivate', 'delete']

/** The choice that a plan was made with. */
function chosenIn({ action, params }: Plan, { taker }: Deed): Taker {
  const leadsTo = (params as { leadsTo?: string } | null)?.leadsTo
  if (leadsTo === undefined) return { how: action === 'delete' ? 'nobody' : 'stay', user: null }
  if (leadsTo === 'nobody' || leadsTo === 'round-robin') return { how: leadsTo, user: null }
  return { how: 'one', user: { value: leadsTo, label: taker?.replace(/^to /, '') ?? '' } }
}

/**
 * Asks who gets the leads of those who leave, where they have any and the one who asks may say so. Another choice makes another
 * preview, since whoever gets them keeps out of it; `differs` until that is made.
 */
export function useLeadsOfLeavers(plan: Plan, deed: Deed): { readonly field: ReactNode; readonly differs: boolean } {
  const { can } = useMe()
  const [choice, setChoice] = useState<Taker>()
  const kept = keptWish(plan.id)
  const held = plan.impact.leadsHeld ?? 0
  if (plan.state !== 'ready' || !leavers.includes(plan.action) || held === 0 || !can('leads.manage'))
    return { field: null, differs: false }
  if (!kept || !('action' in kept.wish)) return { field: null, differs: false }
  const planned = chosenIn(plan, deed)
  const differs = choice !== undefined && leadsToOf(choice) !== leadsToOf(planned)
  return {
    differs,
    field: (
      <section className={classes.leavers} aria-label="Their leads">
        <TakerField
          name="leavers-leads"
          label={sayHeld(plan)}
          value={choice ?? planned}
          onChange={setChoice}
          {...(plan.action === 'deactivate' ? { stay: 'Stay with them' } : {})}
        />
        {differs && <PlanWith plan={plan} choice={choice} onBack={() => setChoice(undefined)} />}
      </section>
    ),
  }
}

/** "Their 12 leads and 3 planned callbacks" */
const sayHeld = ({ impact: { leadsHeld = 0, callbacksHeld = 0 } }: Plan) =>
  `Their ${plural(leadsHeld, 'lead')}${callbacksHeld > 0 ? ` and ${plural(callbacksHeld, 'planned callback')}` : ''}`

function PlanWith({ plan, choice, onBack }: { plan: Plan; choice: Taker; onBack: () => void }) {
  const go = useGo()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const planIt = async () => {
    const kept = keptWish(plan.id)
    const leadsTo = leadsToOf(choice)
    if (leadsTo === null) return setProblem('Choose a user first.')
    if (!kept || !('action' in kept.wish)) return
    const { params: _before, ...wish } = kept.wish
    setBusy(true)
    const outcome = await planWish({ ...kept, wish: { ...wish, ...(leadsTo ? { params: { leadsTo } } : {}) } })
    setBusy(false)
    if (outcome.ok) go(`/plans/${outcome.answer.id}`, { replace: true })
    else setProblem(sayPlanProblem(outcome.document))
  }
  return (
    <div className={classes.buttons}>
      <AppButton look="primary" busy={busy} onClick={() => void planIt()}>
        Preview with this choice
      </AppButton>
      <AppButton onClick={onBack}>Keep it as it was</AppButton>
      {problem && (
        <span role="alert" className={classes.problem}>
          {problem}
        </span>
      )}
    </div>
  )
}
