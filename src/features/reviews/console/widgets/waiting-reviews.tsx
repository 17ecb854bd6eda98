import { ChevronRightIcon } from '#src/console/kit/icons.ts'
import { formatNumber } from '#src/console/kit/numbers.ts'
import { useAnswer } from '#src/console/query.ts'
import { AppLink } from '#src/console/routing.tsx'
import { listReviews, type Review } from '../../contract.ts'
import { sayDay } from '../words.ts'

type WaitingReviewsProps = { classes: Readonly<Record<string, string | undefined>> }

/** Reviews in which somebody waits for whoever looks, and those that are overdue; nothing where there are none. */
export function WaitingReviews({ classes }: WaitingReviewsProps) {
  const { data } = useAnswer(listReviews, { query: { which: 'attention', limit: '20' } }, { staleTime: 0 })
  const reviews = data?.answer.items ?? []
  if (reviews.length === 0) return null
  return (
    <section aria-labelledby="waiting-reviews">
      <h2 id="waiting-reviews">Reviews</h2>
      <ul className={classes.list} aria-labelledby="waiting-reviews">
        {reviews.map((review) => (
          <li key={review.id} className={classes.item}>
            <AppLink to={`/reviews/${review.id}`} className={classes.link}>
              <span>
                <bdi>{review.name}</bdi>
                <span className={review.overdue ? classes.late : 'rc-muted'}> {sayState(review)}</span>
              </span>
              <ChevronRightIcon size={16} aria-hidden className="rc-flip" />
            </AppLink>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** "Waits for you · 2 of 40 decided · last day 5 Dec 2026" */
const sayState = ({ waits, overdue, people, decided, dueOn, reviewer }: Review) =>
  [
    waits ? 'Waits for you' : `Waits for ${reviewer.name}`,
    `${formatNumber(decided)} of ${formatNumber(people)} decided`,
    overdue ? `overdue since ${sayDay(dueOn)}` : `last day ${sayDay(dueOn)}`,
  ].join(' · ')
