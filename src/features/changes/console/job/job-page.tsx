import { useEffect } from 'react'
import { ButtonLink } from '#src/console/kit/button.tsx'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { EmptyState, NotYet } from '#src/console/kit/states.tsx'
import { TimeText } from '#src/console/kit/time-text.tsx'
import { keyOf, useAnswer } from '#src/console/query.ts'
import { AppLink, useParam } from '#src/console/routing.tsx'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../../sign-in/console/widgets/not-allowed.tsx'
import { readJob, type JobView } from '../../contract/jobs.ts'
import { useDeed } from '../use-deed.ts'
import { useWatched } from '../widgets/use-watched.ts'
import { sayShort, type Deed } from '../words.ts'
import { JobProgress } from './job-progress.tsx'
import { JobReport } from './job-report.tsx'
import classes from '../changes.module.css'

/** `/jobs/:id`: how far a job is; afterwards what came of everybody, and taking it back (BULK-3, BULK-4). */
export function JobPage() {
  const id = useParam('id')
  return useMe().can('users.read') ? <Read key={id} id={id} /> : <NotAllowed page="Job" permission="users.read" />
}

function Read({ id }: { id: string }) {
  const ask = { params: { id } }
  const { data, error, refetch } = useAnswer(readJob, ask, { staleTime: 0 })
  const job = data?.answer
  const deed = useDeed(job)
  useWatched(keyOf(readJob, ask), [id], job?.state === 'running')
  if (error?.problem === 'not-found')
    return (
      <>
        <PageHeader title="Job" />
        <EmptyState title="There is no such job" actions={<ButtonLink to="/jobs">Go to the jobs</ButtonLink>}>
          Jobs of others are seen by whoever may read the change log of everybody.
        </EmptyState>
      </>
    )
  return (
    <div className={classes.page}>
      {job && deed ? (
        <State job={job} deed={deed} />
      ) : (
        <>
          <PageHeader title="Job" />
          <NotYet what="the job" loaded={false} error={error} onRetry={() => void refetch()} />
        </>
      )}
    </div>
  )
}

function State({ job, deed }: { job: JobView; deed: Deed }) {
  const runs = job.state === 'running'
  useEffect(() => {
    // Stop goes with what it stopped; whoever pressed it reads on from the title.
    if (!runs && document.activeElement === document.body) document.querySelector('h1')?.focus()
  }, [runs])
  return (
    <>
      <PageHeader
        title={sayShort(deed)}
        documentTitle={`${job.label} · Jobs`}
        subtitle={
          <>
            Started <TimeText at={job.startedAt} /> by <bdi>{job.by.name}</bdi>
            {job.reverses && (
              <>
                {' · '}
                <AppLink to={`/jobs/${job.reverses}`}>The job that this takes back</AppLink>
              </>
            )}
          </>
        }
      />
      {runs ? <JobProgress job={job} /> : <JobReport job={job} />}
    </>
  )
}
