import { useState } from 'react'
import { call } from '#src/console/api.ts'
import { Banner } from '#src/console/kit/banner.tsx'
import { AppButton, ButtonLink } from '#src/console/kit/button.tsx'
import { formatNumber } from '#src/console/kit/numbers.ts'
import { keyOf, queryClient } from '#src/console/query.ts'
import { cancelJob, listJobs, readJob, type JobView } from '../../contract/jobs.ts'
import { sayPlanProblem } from '../plan/say-plan-problem.ts'
import { ProgressBar } from '../widgets/progress-bar.tsx'
import { sayLeft } from '../words.ts'
import { JobHold } from './job-hold.tsx'
import classes from '../changes.module.css'

/** Whom it has come to, though it may not be kept yet. */
const done = ({ counts: { total, left }, written }: JobView): number => total - left + (written ?? 0)

/** From 0 to 1. */
export const partDone = (job: JobView): number => (job.counts.total === 0 ? 1 : done(job) / job.counts.total)

/** "1,840 of 12,318 · 920 a second · about 40 s left" */
export function sayProgress(job: JobView): string {
  const { counts, rate, secondsLeft } = job
  const parts = [
    `${formatNumber(done(job))} of ${formatNumber(counts.total)}`,
    ...(rate === null ? [] : [`${formatNumber(Math.round(rate))} a second`]),
    ...(secondsLeft === null ? [] : [`${sayLeft(secondsLeft)} left`]),
  ]
  return parts.join(' · ')
}

export function useStop({ id }: JobView) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const stop = async () => {
    setBusy(true)
    const outcome = await call(cancelJob, { params: { id } })
    setBusy(false)
    // It may have ended in the same moment; then its report says so.
    if (!outcome.ok && outcome.problem !== 'job-over') setProblem(sayPlanProblem(outcome.document))
    await Promise.all([readJob, listJobs].map((of) => queryClient.invalidateQueries({ queryKey: keyOf(of) })))
  }
  return { busy, problem, stop }
}

/** What becomes of it when it is stopped now. */
function sayStop({ startsIn, allOrNothing }: JobView): string {
  if (startsIn !== null) return 'Nothing has happened yet: what leaves the building cannot be taken back.'
  return allOrNothing
    ? 'All or nothing: everybody is kept at the end. Stop takes all of it back.'
    : 'What is done stays done.'
}

/** The bar, and Stop, which keeps what is done; before what leaves the building has begun, nothing is. */
export function JobProgress({ job }: { job: JobView }) {
  const { busy, problem, stop } = useStop(job)
  const waits = job.startsIn !== null
  return (
    <>
      {problem && (
        <Banner kind="danger" urgent>
          {problem}
        </Banner>
      )}
      <ProgressBar part={partDone(job)} label={job.label} />
      <p className={classes.numbers}>{waits ? <JobHold job={job} /> : sayProgress(job)}</p>
      <p className="rc-muted">You can leave this page: the job goes on, and “Jobs” above leads back.</p>
      <div className={classes.buttons}>
        <AppButton busy={busy} onClick={() => void stop()}>
          Stop
        </AppButton>
        <span className="rc-muted">{sayStop(job)}</span>
        <ButtonLink to="/users" look="quiet">
          Go to the users
        </ButtonLink>
      </div>
    </>
  )
}
