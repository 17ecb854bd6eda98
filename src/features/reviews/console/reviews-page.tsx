import { lazy, Suspense, useState } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { Label } from '#src/console/kit/chip.tsx'
import { formatNumber } from '#src/console/kit/numbers.ts'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { PlainTable, type PlainColumn } from '#src/console/kit/plain-table.tsx'
import { EmptyState, NotYet } from '#src/console/kit/states.tsx'
import { useAnswer } from '#src/console/query.ts'
import { AppLink, useSearch } from '#src/console/routing.tsx'
import { MorePages } from '../../changes/console/widgets/more-pages.tsx'
import { ProgressBar } from '../../changes/console/widgets/progress-bar.tsx'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../sign-in/console/widgets/not-allowed.tsx'
import { listReviews, type Review } from '../contract.ts'
import { Schedules } from './schedules.tsx'
import { sayDay } from './words.ts'
import classes from './reviews.module.css'

const NewReview = lazy(() => import('./new-review.tsx').then((m) => ({ default: m.NewReview })))

/** `/reviews`: access reviews of one's own, or all of them for whoever manages them (HOUSE-5). */
export function ReviewsPage() {
  return useMe().can('users.read') ? <Reviews /> : <NotAllowed page="Reviews" permission="users.read" />
}

function Reviews() {
  const mayStart = useMe().can('reviews.manage')
  const [asking, setAsking] = useState(false)
  const { after } = useSearch()
  const ask = { query: after ? { after } : {} }
  const { data, error, refetch } = useAnswer(listReviews, ask, { keepPrevious: true, staleTime: 0 })
  const reviews = data?.answer
  return (
    <div className={classes.page}>
      <PageHeader
        title="Reviews"
        subtitle="Who still needs the account and its rights, decided person by person and kept as a record."
        actions={
          mayStart && (
            <AppButton look="primary" onClick={() => setAsking(true)}>
              New review
            </AppButton>
          )
        }
      />
      <NotYet what="the reviews" loaded={reviews !== undefined} error={error} onRetry={() => void refetch()} />
      {reviews &&
        (reviews.items.length === 0 ? (
          <EmptyState title="No reviews yet">
            {mayStart ? 'Start one for a site or a desk.' : 'A review that is yours to decide appears here.'}
          </EmptyState>
        ) : (
          <PlainTable caption="Reviews, newest first" columns={columns} rows={reviews.items} idOf={({ id }) => id} />
        ))}
      <MorePages what="reviews" to="/reviews" of={{}} after={after} next={reviews?.next} />
      {mayStart && <Schedules />}
      <Suspense fallback={null}>{asking && <NewReview onClose={() => setAsking(false)} />}</Suspense>
    </div>
  )
}

const HowFar = ({ review: { people, decided, closedAt, waits, overdue } }: { review: Review }) => (
  <span className={classes.progress}>
    {(waits || overdue) && (
      <span className={classes.marks}>
        {waits && <Label>Waits for you</Label>}
        {overdue && <strong className={classes.late}>Overdue</strong>}
      </span>
    )}
    <span>{closedAt ? 'Closed' : `${formatNumber(decided)} of ${formatNumber(people)} decided`}</span>
    {!closedAt && <ProgressBar part={decided / people} label="Decided" />}
  </span>
)

const columns: readonly PlainColumn<Review>[] = [
  {
    label: 'Review',
    cell: ({ id, name }) => (
      <AppLink to={`/reviews/${id}`}>
        <bdi>{name}</bdi>
      </AppLink>
    ),
  },
  { label: 'Progress', wide: true, cell: (review) => <HowFar review={review} /> },
  { label: 'Reviewer', wide: true, cell: ({ reviewer }) => <bdi>{reviewer.name}</bdi> },
  { label: 'Last day', wide: true, cell: ({ dueOn }) => sayDay(dueOn) },
]
