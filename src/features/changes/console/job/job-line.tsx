/** A job in a line: what it does, and how far it is or how it ended. */
import { AppButton } from '#src/console/kit/button.tsx'
import { AppLink } from '#src/console/routing.tsx'
import type { JobView } from '../../contract/jobs.ts'
import { ProgressBar } from '../widgets/progress-bar.tsx'
import { useDeed } from '../use-deed.ts'
import { sayShort } from '../words.ts'
import { JobHold } from './job-hold.tsx'
import { partDone, sayProgress, useStop } from './job-progress.tsx'
import { sayEnd } from './say-end.ts'
import classes from '../changes.module.css'

export function JobLink({ job, onOpen }: { job: JobView; onOpen?: () => void }) {
  const deed = useDeed(job)
  return (
    <AppLink to={`/jobs/${job.id}`} onClick={onOpen}>
      {deed ? sayShort(deed) : job.label}
    </AppLink>
  )
}

export function HowFar({ job }: { job: JobView }) {
  if (job.state !== 'running') return <span className={classes.numbers}>{sayEnd(job).says}</span>
  if (job.startsIn !== null) return <Held job={job} />
  return (
    <div className={classes.counts}>
      <ProgressBar part={partDone(job)} label={job.label} />
      <span className={classes.numbers}>{sayProgress(job)}</span>
    </div>
  )
}

/** What waits can be stopped from wherever it is seen. */
function Held({ job }: { job: JobView }) {
  const { busy, problem, stop } = useStop(job)
  return (
    <div className={classes.buttons}>
      <span className={classes.numbers}>{problem ?? <JobHold job={job} />}</span>
      <AppButton small busy={busy} onClick={() => void stop()}>
        Stop
      </AppButton>
    </div>
  )
}
