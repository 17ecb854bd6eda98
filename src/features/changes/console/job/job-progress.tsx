import { useState } from 'react'
import { call } from '#src/console/api.ts'
import { Banner } from '#src/console/kit/banner.tsx'
import { AppButton, ButtonLink } from '#src/console/kit/button.tsx'
import { formatNumber } from '#src/console/kit/numbers.ts'
import { keyOf, queryClient } from '#src/console/query.ts'
import { cancelJob, readJob, type JobView } from '../../contract/jobs.ts'
import { sayPlanProblem } from '../plan/say-plan-problem.ts'
import { ProgressBar } from '../widgets/progress-bar.tsx'
import { sayLeft } from '../words.ts'
import classes from '../changes.module.css'

/** From 0 to 1. */
export const partDone = ({ counts: { total, left } }: JobView): number => (total === 0 ? 1 : (total - left) / total)

/** "1,840 of 12,318 · 920 a second · about 40 s left" */
export function sayProgress({ counts: { total, left }, rate, secondsLeft }: JobView): string {
  const parts = [
    `${formatNumber(total - left)} of ${formatNumber(total)}`,
    ...(rate === null ? [] : [`${formatNumber(Math.round(rate))} a second`]),
    ...(secondsLeft === null ? [] : [`${sayLeft(secondsLeft)} left`]),
  ]
  return parts.join(' · ')
}

/** The bar, and Stop, which keeps what is done. */
export function JobProgress({ job }: { job: JobView }) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const ask = { params: { id: job.id } }
  const stop = async () => {
    setBusy(true)
    const outcome = await call(cancelJob, ask)
    setBusy(false)
    // It may have ended in the same moment; then its report says so.
    if (!outcome.ok && outcome.problem !== 'job-over') setProblem(sayPlanProblem(outcome.document))
    await queryClient.invalidateQueries({ queryKey: keyOf(readJob, ask) })
  }
  return (
    <>
      {problem && (
        <Banner kind="danger" urgent>
          {problem}
        </Banner>
      )}
      <ProgressBar part={partDone(job)} label={job.label} />
      <p className={classes.numbers}>{sayProgress(job)}</p>
      <p className="rc-muted">You can leave this page: the job goes on, and “Jobs” above leads back.</p>
      <div className={classes.buttons}>
        <AppButton busy={busy} onClick={() => void stop()}>
          Stop
        </AppButton>
        <span className="rc-muted">What is done stays done.</span>
        <ButtonLink to="/users" look="quiet">
          Go to the users
        </ButtonLink>
      </div>
    </>
  )
}
