import { useState } from 'react'
import { newKey, call } from '#src/console/api.ts'
import { Banner } from '#src/console/kit/banner.tsx'
import { AppButton, ButtonLink } from '#src/console/kit/button.tsx'
import { Dialog } from '#src/console/kit/dialog.tsx'
import { useNow } from '#src/console/kit/time-text.tsx'
import { keyOf, queryClient } from '#src/console/query.ts'
import { useGo } from '#src/console/routing.tsx'
import { readPlan, runPlan, type Plan } from '../../contract/plans.ts'
import { keptWish } from '../kept-wishes.ts'
import { questionOf } from '../questions.ts'
import { sayButton, sayDeed, sayImpact, type Deed } from '../words.ts'
import { FormatOfPasswords, isHanded, takePasswords, type Format } from './hand-passwords.tsx'
import { sayPlanProblem } from './say-plan-problem.ts'
import classes from '../changes.module.css'

/** Runs the plan, after the number was typed where much is taken away (BULK-2, SPEC 4.5). */
export function RunPlan({ plan, deed }: { plan: Plan; deed: Deed }) {
  const [format, setFormat] = useState<Format>('html')
  const { busy, problem, run } = useRun(plan, format)
  const [asking, setAsking] = useState(false)
  const question = questionOf(deed, plan)
  const { will } = plan.counts
  const runs = plan.state === 'ready' && will > 0
  const words = sayButton(deed, will)
  const danger = question !== undefined
  return (
    <div className={classes.foot}>
      {problem && !asking && (
        <Banner kind="danger" urgent>
          {problem}
        </Banner>
      )}
      <div className={classes.buttons}>
        {runs && (
          <AppButton
            look={danger ? 'danger' : 'primary'}
            busy={busy}
            aria-haspopup={danger ? 'dialog' : undefined}
            onClick={() => (danger ? setAsking(true) : void run())}
          >
            {danger ? `${words}…` : words}
          </AppButton>
        )}
        <Leave plan={plan.id} runs={runs} />
        {runs && <Expiry at={plan.expiresAt} />}
      </div>
      {question && (
        <Dialog
          opened={asking}
          onClose={() => setAsking(false)}
          title={`${sayDeed(deed, will)}?`}
          consequence={question.consequence}
          points={question.counted ? [] : sayImpact(plan.impact, deed)}
          stays={question.stays}
          confirm={words}
          danger
          busy={busy}
          problem={problem}
          typeNumber={plan.confirm ?? undefined}
          onConfirm={() => void run()}
        >
          {isHanded(plan) && <FormatOfPasswords format={format} onFormat={setFormat} />}
        </Dialog>
      )}
    </div>
  )
}

/** Back to where the plan was asked for. */
function Leave({ plan, runs }: { plan: string; runs: boolean }) {
  const { page, from } = keptWish(plan) ?? {}
  return (
    <ButtonLink to={page ?? '/users'} search={from}>
      {runs ? 'Cancel' : page === undefined ? 'Back to the list' : 'Back'}
    </ButtonLink>
  )
}

function Expiry({ at }: { at: string }) {
  const minutes = Math.max(1, Math.ceil((Date.parse(at) - useNow().getTime()) / 60_000))
  return <span className="rc-muted">Good for {minutes} more min</span>
}

function useRun(plan: Plan, format: Format) {
  const { id, confirm } = plan
  const go = useGo()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const [key, setKey] = useState(newKey)
  const run = async () => {
    setBusy(true)
    setProblem(undefined)
    const body = confirm === null ? {} : { confirm }
    const outcome = isHanded(plan)
      ? await takePasswords(plan, format)
      : await call(runPlan, { params: { id }, body }, { idempotencyKey: key })
    setBusy(false)
    if (outcome.ok) return go(`/jobs/${id}`, { replace: true })
    setProblem(sayPlanProblem(outcome.document))
    // An answer that was lost on the way is asked for again; a refusal is a new try, and the plan stands otherwise.
    if (outcome.problem === 'offline') return
    setKey(newKey())
    await queryClient.invalidateQueries({ queryKey: keyOf(readPlan, { params: { id } }) })
  }
  return { busy, problem, run }
}
