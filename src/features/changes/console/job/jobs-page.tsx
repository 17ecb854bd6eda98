import { ButtonLink } from '#src/console/kit/button.tsx'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { PlainTable, type PlainColumn } from '#src/console/kit/plain-table.tsx'
import { EmptyState, NotYet } from '#src/console/kit/states.tsx'
import { TimeText } from '#src/console/kit/time-text.tsx'
import { keyOf, useAnswer } from '#src/console/query.ts'
import { useSearch } from '#src/console/routing.tsx'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../../sign-in/console/widgets/not-allowed.tsx'
import { listJobs, type JobView } from '../../contract/jobs.ts'
import { MorePages } from '../widgets/more-pages.tsx'
import { useWatched } from '../widgets/use-watched.ts'
import { HowFar, JobLink } from './job-line.tsx'
import classes from '../changes.module.css'

/** `/jobs`: what runs and what ran, newest first. */
export function JobsPage() {
  return useMe().can('users.read') ? <Jobs /> : <NotAllowed page="Jobs" permission="users.read" />
}

function Jobs() {
  const { after } = useSearch()
  const ask = { query: after ? { after } : {} }
  const { data, error, refetch } = useAnswer(listJobs, ask, { keepPrevious: true, staleTime: 0 })
  const jobs = data?.answer
  useWatched(keyOf(listJobs), undefined, jobs?.items.some(({ state }) => state === 'running') ?? false)
  return (
    <div className={classes.page}>
      <PageHeader title="Jobs" subtitle="What was done to many people at once. Each can be taken back for 30 days." />
      <NotYet what="the jobs" loaded={jobs !== undefined} error={error} onRetry={() => void refetch()} />
      {jobs &&
        (jobs.items.length === 0 ? (
          <EmptyState title="No jobs yet" actions={<ButtonLink to="/users">Go to the users</ButtonLink>}>
            Select people in the list and choose what to do with them.
          </EmptyState>
        ) : (
          <PlainTable caption="Jobs, newest first" columns={columns} rows={jobs.items} idOf={({ id }) => id} />
        ))}
      <MorePages what="jobs" to="/jobs" of={{}} after={after} next={jobs?.next} />
    </div>
  )
}

const columns: readonly PlainColumn<JobView>[] = [
  { label: 'Job', cell: (job) => <JobLink job={job} /> },
  { label: 'Result', wide: true, cell: (job) => <HowFar job={job} /> },
  { label: 'By', wide: true, cell: ({ by }) => <bdi>{by.name}</bdi> },
  { label: 'Started', wide: true, cell: ({ startedAt }) => <TimeText at={startedAt} unfocusable /> },
]
