import { addressOf } from '#src/console/api.ts'
import { ButtonLink } from '#src/console/kit/button.tsx'
import { formatNumber, plural } from '#src/console/kit/numbers.ts'
import { Banner } from '#src/console/kit/banner.tsx'
import { UploadIcon } from '#src/console/kit/icons.ts'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { PlainTable, type PlainColumn } from '#src/console/kit/plain-table.tsx'
import { Select } from '#src/console/kit/select.tsx'
import { EmptyState, NotYet } from '#src/console/kit/states.tsx'
import { useAnswer } from '#src/console/query.ts'
import { AppLink, useSearch, useSetSearch, type Search } from '#src/console/routing.tsx'
import { NotFound } from '#src/console/shell/pages.tsx'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../sign-in/console/widgets/not-allowed.tsx'
import { listAside } from '../contract/aside.ts'
import {
  callSorts,
  downloadCallStatistics,
  listCallsByUser,
  readCallStatistics,
  type CallSort,
  type UserFigures,
} from '../contract/statistics.ts'
import { rangeIn, sayLength } from './range.ts'
import { DayChart } from './widgets/day-chart.tsx'
import { RangePicker } from './widgets/range-picker.tsx'
import { Totals } from './widgets/totals.tsx'
import classes from './pages.module.css'

const HERE = '/calls'

/** `/calls`: what is counted from call records, by day and by user (LOG-4). */
export function CallsPage() {
  const { can, hasModule } = useMe()
  if (!hasModule('calls')) return <NotFound />
  return can('calls.read') ? <Calls /> : <NotAllowed page="Calls" permission="calls.read" />
}

function Calls() {
  const range = rangeIn(useSearch())
  const mayMend = useMe().reach('activity.send')?.everywhere === true
  const { data, error, refetch } = useAnswer(readCallStatistics, { query: range }, { keepPrevious: true })
  const answer = data?.answer
  return (
    <div className={classes.page}>
      <PageHeader
        title="Calls"
        subtitle="Counted from the records that dialers and telephone systems send."
        actions={
          mayMend && (
            <ButtonLink to="/calls/import" icon={<UploadIcon size={16} />}>
              Read a file
            </ButtonLink>
          )
        }
      />
      {mayMend && <KeptAside />}
      <RangePicker />
      {!answer || error ? (
        <NotYet what="the calls" loaded={false} error={error} onRetry={() => void refetch()} />
      ) : answer.days.length === 0 ? (
        <EmptyState title="No calls in these days">
          Send call records to the API, or read a file of your telephone system.
        </EmptyState>
      ) : (
        <>
          <Totals totals={answer.totals} />
          <DayChart {...answer} />
          <ByUser />
        </>
      )}
    </div>
  )
}

function KeptAside() {
  const total = useAnswer(listAside, {}).data?.answer.total ?? 0
  if (total === 0) return null
  return (
    <Banner kind="warning">
      {plural(total, 'record')} could not be counted. <AppLink to="/calls/aside">See why, and mend them</AppLink>
    </Banner>
  )
}

const figure = (label: string, of: (row: UserFigures) => string, wide = false): PlainColumn<UserFigures> => ({
  label,
  cell: (row) => <span className={classes.figure}>{of(row)}</span>,
  wide,
})
const columns: PlainColumn<UserFigures>[] = [
  { label: 'User', cell: (row) => <Name {...row} /> },
  { label: 'Site', cell: ({ site }) => <bdi>{site}</bdi>, wide: true },
  figure('Handled', ({ handled }) => formatNumber(handled)),
  figure('Missed', ({ missed }) => formatNumber(missed)),
  figure('Talk time', ({ talkSeconds }) => sayLength(talkSeconds), true),
  figure('All calls', ({ calls }) => formatNumber(calls), true),
]

function Name({ id, name, deleted }: UserFigures) {
  if (deleted)
    return (
      <span>
        <bdi>{name}</bdi> <span className="rc-muted">deleted</span>
      </span>
    )
  return (
    <AppLink to={`/users/${id}/calls`}>
      <bdi>{name}</bdi>
    </AppLink>
  )
}

function ByUser() {
  const asked = useSearch()
  const setSearch = useSetSearch()
  const range = rangeIn(asked)
  const sort = asked['sort'] && Object.hasOwn(callSorts, asked['sort']) ? (asked['sort'] as CallSort) : 'handled'
  const query = { ...range, sort, ...(asked['after'] ? { after: asked['after'] } : {}) }
  const { data, error, refetch } = useAnswer(listCallsByUser, { query }, { keepPrevious: true })
  const answer = data?.answer
  return (
    <section className={classes.section} aria-label="By user">
      <div className={classes.head}>
        <h2>By user {answer && <span className="rc-muted">{formatNumber(answer.total)}</span>}</h2>
        <div className={classes.tools}>
          <Select
            label="Most first"
            name="calls-sort"
            value={sort}
            onChange={(value) => setSearch({ sort: value ?? undefined, after: undefined }, { replace: true })}
            options={Object.entries(callSorts).map(([value, label]) => ({ value, label }))}
          />
          {(['user', 'day'] as const).map((by) => (
            <a key={by} href={addressOf(downloadCallStatistics, { query: { ...range, by } })} download>
              CSV by {by}
            </a>
          ))}
        </div>
      </div>
      <NotYet what="the users" loaded={answer !== undefined} error={error} onRetry={() => void refetch()} />
      {answer && (
        <PlainTable
          caption="Calls by user, the most first"
          columns={columns}
          rows={answer.items}
          idOf={({ id }) => id}
        />
      )}
      {answer && <Pages asked={asked} next={answer.next} />}
    </section>
  )
}

function Pages({ asked, next }: { asked: Search; next: string | null }) {
  const { after, ...of } = asked
  if (!after && !next) return null
  return (
    <nav aria-label="Pages of users" className={classes.pages}>
      {after && (
        <ButtonLink to={HERE} search={of}>
          First
        </ButtonLink>
      )}
      {next && (
        <ButtonLink to={HERE} search={{ ...of, after: next }}>
          Next
        </ButtonLink>
      )}
    </nav>
  )
}
