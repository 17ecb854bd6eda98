import { useState } from 'react'
import { addressOf } from '#src/console/api.ts'
import { AppButton, ButtonLink } from '#src/console/kit/button.tsx'
import { Dialog } from '#src/console/kit/dialog.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { downloadReview, type Review, type ReviewPlan } from '../contract.ts'
import type { ReviewDeeds } from './use-review.ts'
import { decisionWords, sayAtClose } from './words.ts'
import classes from './reviews.module.css'

type ReviewDoingProps = { review: Review & { plans: ReviewPlan[] }; deeds: ReviewDeeds }

/** What can be done with the whole of a review: the rest kept, closed, planned, and its record taken away. */
export function ReviewDoing({ review, deeds }: ReviewDoingProps) {
  const [closing, setClosing] = useState(false)
  const { id, people, decided, risky, riskyDecided, mayDecide, mayClose, closedAt, plans } = review
  const left = people - decided
  const download = () => {
    const link = document.createElement('a')
    link.href = addressOf(downloadReview, { params: { id } })
    link.download = ''
    link.click()
  }
  return (
    <div className={classes.bar}>
      {mayDecide && left > 0 && (
        <AppButton
          busy={deeds.busy}
          disabledWhy={riskyDecided < risky ? 'Decide each user with a hint first.' : undefined}
          onClick={() => void deeds.decide({ rest: true, decision: 'keep' }, 'The rest')}
        >
          Keep the rest
        </AppButton>
      )}
      {mayClose && (
        <AppButton look={left === 0 ? 'primary' : 'secondary'} onClick={() => setClosing(true)}>
          Close review…
        </AppButton>
      )}
      {closedAt && <Plans plans={plans} deeds={deeds} />}
      <ButtonLink to={`/reviews/${id}/record`}>{closedAt ? 'Print record' : 'Record so far'}</ButtonLink>
      <AppButton onClick={download}>Download record</AppButton>
      <Dialog
        opened={closing}
        onClose={() => setClosing(false)}
        title="Close the review?"
        consequence="Nothing of what was decided can be changed afterwards."
        points={left > 0 ? [`${plural(left, 'user')} undecided. ${sayAtClose(review)}.`] : []}
        stays="No user changes yet: plans are made of it next."
        confirm="Close review"
        busy={deeds.busy}
        onConfirm={() => void deeds.close().then(() => setClosing(false))}
      />
    </div>
  )
}

function Plans({ plans, deeds }: { plans: readonly ReviewPlan[]; deeds: ReviewDeeds }) {
  const { can } = useMe()
  return (
    <>
      {can('users.status') && (
        <AppButton busy={deeds.busy} onClick={() => void deeds.plan('deactivate')}>
          Preview deactivating…
        </AppButton>
      )}
      {can('users.roles') && (
        <AppButton busy={deeds.busy} onClick={() => void deeds.plan('reduce')}>
          Preview taking roles…
        </AppButton>
      )}
      {plans.map(({ id, decision, people }) => (
        <ButtonLink key={id} to={`/plans/${id}`}>
          {decisionWords[decision]}: plan of {plural(people, 'user')}
        </ButtonLink>
      ))}
    </>
  )
}
