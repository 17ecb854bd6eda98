import { PlainTable, type PlainColumn } from '#src/console/kit/plain-table.tsx'
import { EmptyState, NotYet } from '#src/console/kit/states.tsx'
import { Tabs } from '#src/console/kit/tabs.tsx'
import { useAnswer } from '#src/console/query.ts'
import { useSearch, type Search } from '#src/console/routing.tsx'
import { listPlanPeople, type Plan, type PlannedPerson } from '../../contract/plans.ts'
import { MorePages } from '../widgets/more-pages.tsx'
import { PersonName } from '../person-name.tsx'
import { Reasons } from '../reasons.tsx'
import { isMail } from '../words.ts'
import classes from '../changes.module.css'

const tabs = [
  { outcome: 'will', label: 'Will change', search: { show: 'will' } },
  { outcome: 'already', label: 'Already so', search: { show: 'already' } },
  { outcome: 'skipped', label: 'Skipped', search: { show: 'skipped' } },
] as const

/** The people of each outcome, fifty at a time, before → after. */
export function PlanPeople({ plan }: { plan: Plan }) {
  const { show, reason, after } = useSearch()
  const here = `/plans/${plan.id}`
  // Where nobody will change, the reasons are what one came for.
  const tab =
    tabs.find(({ outcome }) => outcome === show) ?? tabs.find(({ outcome }) => plan.counts[outcome] > 0) ?? tabs[0]
  const { outcome } = tab
  const mails = isMail(plan) && outcome === 'will'
  const query = { outcome, ...(reason ? { reason } : {}), ...(after ? { after } : {}) }
  const { data, error, refetch } = useAnswer(
    listPlanPeople,
    { params: { id: plan.id }, query },
    { keepPrevious: true, staleTime: 10_000 },
  )
  const people = data?.answer
  const of: Search = { ...tab.search, ...(reason ? { reason } : {}) }
  return (
    <section aria-label="The people" className={classes.page}>
      <Tabs
        label="People by outcome"
        tabs={tabs.map((one) => ({
          label: one.outcome === 'will' && isMail(plan) ? 'Will be mailed' : one.label,
          to: here,
          search: one.search,
          active: one.outcome === outcome,
          count: plan.counts[one.outcome],
        }))}
      />
      {outcome === 'skipped' && <Reasons reasons={plan.reasons} chosen={reason} to={here} of={tab.search} />}
      <NotYet what="the people" loaded={people !== undefined} error={error} onRetry={() => void refetch()} />
      {people &&
        (people.items.length === 0 ? (
          <EmptyState title={nobody[outcome]} />
        ) : (
          <PlainTable
            caption={`People: ${mails ? 'Will be mailed' : tab.label}`}
            columns={mails ? [name] : [name, outcome === 'skipped' ? why : changes]}
            rows={people.items}
            idOf={({ id }) => id}
          />
        ))}
      <MorePages what="people" to={here} of={of} after={after} next={people?.next} />
    </section>
  )
}

const nobody = {
  will: 'Nobody will change',
  already: 'Nobody is so already',
  skipped: 'Nobody is skipped',
} as const

const name: PlainColumn<PlannedPerson> = { label: 'Name', cell: (person) => <PersonName person={person} /> }
const why: PlainColumn<PlannedPerson> = { label: 'Why', cell: ({ says }) => says }
const changes: PlainColumn<PlannedPerson> = { label: 'Before → after', cell: (person) => <Changes person={person} /> }

function Changes({ person: { outcome, changes } }: { person: PlannedPerson }) {
  if (outcome === 'already') return <span className="rc-muted">Nothing changes</span>
  if (changes === null) return <span className="rc-muted">Somebody changes this person just now</span>
  return (
    <ul className={classes.changes}>
      {changes.map(({ field, label, before, after }) => (
        <li key={field}>
          <span className="rc-muted">{label}:</span> <bdi>{before ?? '–'}</bdi> <span aria-label="becomes">→</span>{' '}
          <strong>{<bdi>{after ?? '–'}</bdi>}</strong>
        </li>
      ))}
    </ul>
  )
}
