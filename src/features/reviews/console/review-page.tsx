import { lazy, Suspense, useState } from 'react'
import { Banner } from '#src/console/kit/banner.tsx'
import { ButtonLink } from '#src/console/kit/button.tsx'
import { Segments } from '#src/console/kit/choices.tsx'
import { formatNumber } from '#src/console/kit/numbers.ts'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { EmptyState, NotYet } from '#src/console/kit/states.tsx'
import { useAnswer } from '#src/console/query.ts'
import { useParam, useSearch, useSetSearch } from '#src/console/routing.tsx'
import { MorePages } from '../../changes/console/widgets/more-pages.tsx'
import { ProgressBar } from '../../changes/console/widgets/progress-bar.tsx'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../sign-in/console/widgets/not-allowed.tsx'
import { listReviewRows, readReview, type Review, type ReviewPlan } from '../contract.ts'
import { ReviewDoing } from './review-doing.tsx'
import { ReviewRows } from './review-rows.tsx'
import { useReview, type Asking } from './use-review.ts'
import { sayAtClose, sayDay } from './words.ts'
import classes from './reviews.module.css'

const DecideDialog = lazy(() => import('./decide-dialog.tsx').then((m) => ({ default: m.DecideDialog })))

/** `/reviews/:id`: each user with what makes them worth a second look, and what is decided of them. */
export function ReviewPage() {
  const id = useParam('id')
  return useMe().can('users.read') ? <Read key={id} id={id} /> : <NotAllowed page="Review" permission="users.read" />
}

function Read({ id }: { id: string }) {
  const { data, error, refetch } = useAnswer(readReview, { params: { id } }, { staleTime: 0 })
  if (data) return <Shown review={data.answer} />
  return (
    <>
      <PageHeader title="Review" />
      {error?.problem === 'not-found' ? (
        <EmptyState title="There is no such review" actions={<ButtonLink to="/reviews">Go to the reviews</ButtonLink>}>
          Its reviewer, its delegate, and whoever manages reviews can open it.
        </EmptyState>
      ) : (
        <NotYet what="the review" loaded={false} error={error} onRetry={() => void refetch()} />
      )}
    </>
  )
}

const filters = ['all', 'risky', 'undecided', 'decided'] as const
const filterWords = { all: 'All', risky: 'With a hint', undecided: 'To decide', decided: 'Decided' }

function Shown({ review }: { review: Review & { plans: ReviewPlan[] } }) {
  const { id, name, people, decided, risky, riskyDecided, closedAt } = review
  const deeds = useReview(id)
  const [asking, setAsking] = useState<Asking>()
  const { which, after } = useSearch()
  const setSearch = useSetSearch()
  const filter = filters.find((one) => one === which) ?? 'all'
  const query = {
    limit: '50',
    ...(filter === 'all' ? {} : { which: filter }),
    ...(after ? { after } : {}),
  }
  const rows = useAnswer(listReviewRows, { params: { id }, query }, { keepPrevious: true, staleTime: 0 })
  const found = rows.data?.answer
  return (
    <div className={classes.page}>
      <PageHeader title={name} documentTitle={`${name} · Reviews`} subtitle={<About review={review} />} />
      {deeds.problem && (
        <Banner kind="danger" urgent>
          {deeds.problem}
        </Banner>
      )}
      {!closedAt && (
        <div className={classes.progress}>
          <span>
            {formatNumber(decided)} of {formatNumber(people)} decided
            {risky > 0 && `, ${formatNumber(riskyDecided)} of ${formatNumber(risky)} with a hint`}
          </span>
          <ProgressBar part={decided / people} label="Decided" />
        </div>
      )}
      <ReviewDoing review={review} deeds={deeds} />
      <div className={classes.bar}>
        <Segments
          label="Show"
          options={filters.map((value) => ({ value, name: filterWords[value], label: filterWords[value] }))}
          value={filter}
          onChange={(next) => setSearch({ which: next === 'all' ? undefined : next, after: undefined })}
        />
      </div>
      <NotYet what="the users" loaded={found !== undefined} error={rows.error} onRetry={() => void rows.refetch()} />
      {found &&
        (found.items.length === 0 ? (
          <EmptyState title={filter === 'undecided' ? 'Everybody is decided' : 'Nobody to show'} />
        ) : (
          <ReviewRows
            rows={found.items}
            onKeep={({ user }) => void deeds.decide({ users: [user.id], decision: 'keep' }, user.name)}
            onAsk={setAsking}
          />
        ))}
      <MorePages
        what="users"
        to={`/reviews/${id}`}
        of={filter === 'all' ? {} : { which: filter }}
        after={after}
        next={found?.next}
      />
      <Suspense fallback={null}>
        {asking && <DecideDialog reviewId={id} asking={asking} onClose={() => setAsking(undefined)} />}
      </Suspense>
    </div>
  )
}

const About = ({ review }: { review: Review }) => (
  <>
    Reviewer: <bdi>{review.reviewer.name}</bdi>
    {review.delegate && (
      <>
        {' '}
        · Delegate: <bdi>{review.delegate.name}</bdi>
      </>
    )}{' '}
    · Started by <bdi>{review.startedBy.name}</bdi> ·{' '}
    {review.closedAt
      ? review.closedBy
        ? `Closed by ${review.closedBy}`
        : `Closed after ${sayDay(review.dueOn)}, its last day`
      : `Last day: ${sayDay(review.dueOn)}. ${sayAtClose(review)}.`}
  </>
)
