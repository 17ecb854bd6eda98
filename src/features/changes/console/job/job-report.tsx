import { Banner } from '#src/console/kit/banner.tsx'
import { PlainTable, type PlainColumn } from '#src/console/kit/plain-table.tsx'
import { EmptyState, NotYet } from '#src/console/kit/states.tsx'
import { Tabs } from '#src/console/kit/tabs.tsx'
import { useAnswer } from '#src/console/query.ts'
import { useSearch, type Search } from '#src/console/routing.tsx'
import { listJobPeople, outcomes, type JobOutcome, type JobView, type ReportedPerson } from '../../contract/jobs.ts'
import { MorePages } from '../widgets/more-pages.tsx'
import { PersonName } from '../person-name.tsx'
import { ReportButtons, TakeBack } from './report-buttons.tsx'
import { sayEnd } from './say-end.ts'

const words: Readonly<Record<JobOutcome, string>> = {
  changed: 'Changed',
  already: 'Already so',
  skipped: 'Skipped',
  failed: 'Failed',
  left: 'Untouched',
}

/** What came of everybody. */
export function JobReport({ job }: { job: JobView }) {
  const { show } = useSearch()
  const { kind, says } = sayEnd(job)
  const there = outcomes.filter((one) => job.counts[one] > 0)
  // What went wrong is what one came to read.
  const first = job.counts.failed > 0 ? 'failed' : (there[0] ?? 'changed')
  const outcome = outcomes.find((one) => one === show) ?? first
  const shown = outcomes.filter((one) => there.includes(one) || one === outcome)
  return (
    <>
      <Banner kind={kind} actions={<TakeBack job={job} />}>
        {says}
      </Banner>
      <Tabs
        label="People by outcome"
        tabs={shown.map((one) => ({
          label: words[one],
          to: `/jobs/${job.id}`,
          search: searchOf(one, first),
          active: one === outcome,
          count: job.counts[one],
        }))}
      />
      <ReportButtons job={job} outcome={outcome} />
      <Reported job={job} outcome={outcome} of={searchOf(outcome, first)} />
    </>
  )
}

/** What is shown first needs no word in the address. */
const searchOf = (outcome: JobOutcome, first: JobOutcome): Search => (outcome === first ? {} : { show: outcome })

function Reported({ job, outcome, of }: { job: JobView; outcome: JobOutcome; of: Search }) {
  const { after } = useSearch()
  const query = { outcome, ...(after ? { after } : {}) }
  const { data, error, refetch } = useAnswer(
    listJobPeople,
    { params: { id: job.id }, query },
    { keepPrevious: true, staleTime: 10_000 },
  )
  const people = data?.answer
  return (
    <>
      <NotYet what="the people" loaded={people !== undefined} error={error} onRetry={() => void refetch()} />
      {people &&
        (people.items.length === 0 ? (
          <EmptyState title="Nobody" />
        ) : (
          <PlainTable
            caption={`People: ${words[outcome]}`}
            columns={outcome === 'changed' || outcome === 'already' || outcome === 'left' ? [name] : [name, why]}
            rows={people.items}
            idOf={({ id }) => id}
          />
        ))}
      <MorePages what="people" to={`/jobs/${job.id}`} of={of} after={after} next={people?.next} />
    </>
  )
}

const name: PlainColumn<ReportedPerson> = { label: 'Name', cell: (person) => <PersonName person={person} /> }
const why: PlainColumn<ReportedPerson> = { label: 'Why', cell: ({ says }) => says }
