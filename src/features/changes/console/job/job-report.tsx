import { Banner } from '#src/console/kit/banner.tsx'
import { ButtonLink } from '#src/console/kit/button.tsx'
import { PlainTable, type PlainColumn } from '#src/console/kit/plain-table.tsx'
import { EmptyState, NotYet } from '#src/console/kit/states.tsx'
import { Tabs } from '#src/console/kit/tabs.tsx'
import { useAnswer } from '#src/console/query.ts'
import { useSearch, type Search } from '#src/console/routing.tsx'
import {
  listJobPeople,
  listJobReasons,
  outcomes,
  type JobOutcome,
  type JobView,
  type ReportedPerson,
} from '../../contract/jobs.ts'
import { MorePages } from '../widgets/more-pages.tsx'
import { PersonName } from '../person-name.tsx'
import { Reasons } from '../reasons.tsx'
import { ReportButtons, TakeBack, type Those } from './report-buttons.tsx'
import { sayEnd } from './say-end.ts'
import classes from '../changes.module.css'

const words: Readonly<Record<JobOutcome, string>> = {
  changed: 'Changed',
  already: 'Already so',
  skipped: 'Skipped',
  failed: 'Failed',
  left: 'Untouched',
}

/** What came of everybody: those of one outcome, and of one of its reasons. */
export function JobReport({ job }: { job: JobView }) {
  const { show, reason } = useSearch()
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
      <OfOutcome key={outcome} job={job} outcome={outcome} reason={reason} of={searchOf(outcome, first)} />
    </>
  )
}

/** What is shown first needs no word in the address. */
const searchOf = (outcome: JobOutcome, first: JobOutcome): Search => (outcome === first ? {} : { show: outcome })

type OfOutcomeProps = { job: JobView; outcome: JobOutcome; reason: string | undefined; of: Search }

function OfOutcome({ job, outcome, reason, of }: OfOutcomeProps) {
  const left = outcome === 'skipped' || outcome === 'failed'
  const ask = { params: { id: job.id } }
  const { data, error, refetch } = useAnswer(listJobReasons, ask, { enabled: left, staleTime: 10_000 })
  const reasons = data?.answer.items.filter((one) => one.outcome === outcome) ?? []
  const people = reason === undefined ? job.counts[outcome] : reasons.find((one) => one.reason === reason)?.people
  const those: Those = { outcome, reason, people: people ?? 0 }
  return (
    <section aria-label="The people" className={classes.page}>
      {left && (
        <>
          <NotYet what="the reasons" loaded={data !== undefined} error={error} onRetry={() => void refetch()} />
          <Reasons reasons={reasons} chosen={reason} to={`/jobs/${job.id}`} of={of} />
        </>
      )}
      <ReportButtons job={job} those={those} />
      <Reported job={job} those={those} of={of} />
    </section>
  )
}

function Reported({ job, those: { outcome, reason }, of: all }: { job: JobView; those: Those; of: Search }) {
  const { after } = useSearch()
  const of = { ...all, ...(reason ? { reason } : {}) }
  const query = { outcome, ...(reason ? { reason } : {}), ...(after ? { after } : {}) }
  const { data, error, refetch } = useAnswer(
    listJobPeople,
    { params: { id: job.id }, query },
    { keepPrevious: true, staleTime: 10_000 },
  )
  const people = data?.answer
  const to = `/jobs/${job.id}`
  return (
    <>
      <NotYet what="the people" loaded={people !== undefined} error={error} onRetry={() => void refetch()} />
      {people &&
        (people.items.length === 0 ? (
          <Nobody to={to} all={all} filtered={reason !== undefined} />
        ) : (
          <PlainTable
            caption={`People: ${words[outcome]}`}
            columns={outcome === 'changed' || outcome === 'already' || outcome === 'left' ? [name] : [name, why]}
            rows={people.items}
            idOf={({ id }) => id}
          />
        ))}
      <MorePages what="people" to={to} of={of} after={after} next={people?.next} />
    </>
  )
}

const Nobody = ({ to, all, filtered }: { to: string; all: Search; filtered: boolean }) =>
  filtered ? (
    <EmptyState
      title="Nobody for this reason"
      actions={
        <ButtonLink to={to} search={all}>
          Show all
        </ButtonLink>
      }
    />
  ) : (
    <EmptyState title="Nobody" />
  )

const name: PlainColumn<ReportedPerson> = { label: 'Name', cell: (person) => <PersonName person={person} /> }
const why: PlainColumn<ReportedPerson> = { label: 'Why', cell: ({ says }) => says }
