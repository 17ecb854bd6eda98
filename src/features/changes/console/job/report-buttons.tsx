import { useState } from 'react'
import { addressOf, call } from '#src/console/api.ts'
import { AppButton } from '#src/console/kit/button.tsx'
import { formatNumber } from '#src/console/kit/numbers.ts'
import { TimeText } from '#src/console/kit/time-text.tsx'
import { useGo } from '#src/console/routing.tsx'
import { selectPeople } from '../../../users/console/widgets/select-people.ts'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import { downloadJobPeople, listJobPeople, type JobOutcome, type JobView } from '../../contract/jobs.ts'
import { planWish, type Wish } from '../kept-wishes.ts'
import { sayPlanProblem } from '../plan/say-plan-problem.ts'
import { isUndo, sayNotUndone } from '../words.ts'
import classes from '../changes.module.css'

/** So many can be shown in the list by their ids; more are downloaded. */
const MOST_SELECTED = 1000

/** Leads to the plan of what is wished. */
function usePlanned() {
  const go = useGo()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const plan = async (wish: Wish) => {
    setBusy(true)
    setProblem(undefined)
    const outcome = await planWish({ wish, page: window.location.pathname })
    setBusy(false)
    if (outcome.ok) go(`/plans/${outcome.answer.id}`)
    else setProblem(sayPlanProblem(outcome.document))
  }
  return { busy, problem, plan }
}

/** Undo, until when, and what stays for ever. Whoever took a job back is done: to do it again after all is offered, and no more. */
export function TakeBack({ job }: { job: JobView }) {
  const { busy, problem, plan } = usePlanned()
  const lasting = sayNotUndone(job.notUndone)
  if (job.undoUntil === null) return lasting === '' ? null : <span>{lasting}</span>
  return (
    <span className={classes.buttons}>
      {problem && <span role="alert">{problem}</span>}
      <AppButton
        small
        {...(isUndo(job.label) ? { look: 'quiet' as const } : {})}
        busy={busy}
        onClick={() => void plan({ undo: job.id })}
      >
        {isUndo(job.label) ? 'Redo' : 'Undo'} the {formatNumber(job.counts.changed)}
      </AppButton>
      <span className="rc-muted">
        until <TimeText at={job.undoUntil} day />. {lasting}
      </span>
    </span>
  )
}

/** The people of one outcome, or of one reason of it. */
export type Those = { readonly outcome: JobOutcome; readonly reason: string | undefined; readonly people: number }
const queryOf = ({ outcome, reason }: Those) => ({ outcome, ...(reason === undefined ? {} : { reason }) })

/** What can be done with those who are shown. */
export function ReportButtons({ job, those }: { job: JobView; those: Those }) {
  const { busy, problem, plan } = usePlanned()
  const select = useSelect(job.id, those)
  const { outcome, reason, people: n } = those
  if (n === 0) return null
  return (
    <div className={classes.buttons}>
      {outcome === 'failed' && (
        <AppButton
          small
          busy={busy}
          onClick={() => void plan({ retry: job.id, ...(reason === undefined ? {} : { reason }) })}
        >
          Retry {formatNumber(n)}
        </AppButton>
      )}
      <AppButton
        small
        busy={select.busy}
        disabledWhy={n > MOST_SELECTED ? `More than ${formatNumber(MOST_SELECTED)}: download them instead.` : undefined}
        onClick={() => void select.run()}
      >
        {n === 1 ? 'Select this one in the list' : `Select these ${formatNumber(n)} in the list`}
      </AppButton>
      <a
        className={classes.download}
        href={addressOf(downloadJobPeople, { params: { id: job.id }, query: queryOf(those) })}
        download
      >
        Download CSV
      </a>
      {(problem ?? select.problem) && <span role="alert">{problem ?? select.problem}</span>}
    </div>
  )
}

/** Ticks those who are shown in the list, and goes there. */
function useSelect(id: string, those: Those) {
  const go = useGo()
  const me = useMe()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const run = async () => {
    setBusy(true)
    const ids: string[] = []
    for (let after: string | null | undefined; after !== null;) {
      const query = { ...queryOf(those), limit: '100', ...(after ? { after } : {}) }
      const page = await call(listJobPeople, { params: { id }, query })
      if (!page.ok) {
        setBusy(false)
        return setProblem(sayPlanProblem(page.document))
      }
      ids.push(...page.answer.items.map((person) => person.id))
      after = page.answer.next
    }
    setBusy(false)
    go('/users', { search: selectPeople(me, ids) })
  }
  return { busy, problem, run }
}
