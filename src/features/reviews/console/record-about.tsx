import type { ReactNode } from 'react'
import { plural } from '#src/console/kit/numbers.ts'
import { sayExactly } from '#src/console/kit/time.ts'
import { useAnswer } from '#src/console/query.ts'
import { listGroups } from '../../groups/contract.ts'
import { listSites } from '../../sites/contract.ts'
import type { Review, ReviewPlan } from '../contract.ts'
import { decisionWords, sayAtClose, sayDay } from './words.ts'
import classes from './record.module.css'

/** Whom a review was about, who decided, when, and what was made of it. */
export function RecordAbout({ review }: { review: Review & { plans: readonly ReviewPlan[] } }) {
  const { reviewer, delegate, startedBy, startedAt, dueOn, closedAt, closedBy, plans } = review
  return (
    <dl className={classes.about}>
      <Fact term="Whom it was about">
        <Places review={review} />
      </Fact>
      <Fact term="Reviewer">
        <bdi>{reviewer.name}</bdi>
        {delegate && (
          <>
            , and <bdi>{delegate.name}</bdi> as delegate
          </>
        )}
      </Fact>
      <Fact term="Started">
        <bdi>{startedBy.name}</bdi>, {sayExactly(new Date(startedAt))}
      </Fact>
      <Fact term="Last day">
        {sayDay(dueOn)}. {sayAtClose(review)}.
      </Fact>
      <Fact term="Closed">
        {closedAt ? `${closedBy ?? 'By itself, after its last day'}, ${sayExactly(new Date(closedAt))}` : 'Still open'}
      </Fact>
      {plans.length > 0 && (
        <Fact term="Plans made of it">
          {plans
            .map(
              ({ decision, people, madeBy, madeAt }) =>
                `${decisionWords[decision]} ${plural(people, 'user')}: ${madeBy}, ${sayExactly(new Date(madeAt))}`,
            )
            .join('; ')}
        </Fact>
      )}
    </dl>
  )
}

const Fact = ({ term, children }: { term: string; children: ReactNode }) => (
  <div>
    <dt>{term}</dt>
    <dd>{children}</dd>
  </div>
)

function Places({ review: { sites, desks, startedBy } }: { review: Review }) {
  const known = useAnswer(listSites, { query: {} }, { staleTime: 60_000, enabled: sites !== null }).data?.answer.items
  const query = { ids: desks?.join(',') ?? '' }
  const groups = useAnswer(listGroups, { query }, { staleTime: 60_000, enabled: desks !== null }).data?.answer.items
  const named = (ids: readonly number[], things: readonly { id: number; name: string }[] | undefined) =>
    ids.map((id) => things?.find((one) => one.id === id)?.name ?? `#${id}`).join(', ')
  if (sites) return <bdi>{`Users of the sites ${named(sites, known)}`}</bdi>
  if (desks) return <bdi>{`Users of the desks ${named(desks, groups)}`}</bdi>
  return <bdi>{`All users in the reach of ${startedBy.name}`}</bdi>
}
