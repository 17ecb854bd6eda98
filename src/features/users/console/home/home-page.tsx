import { PageHeader } from '#src/console/kit/page-header.tsx'
import { OverdueTrainings } from '../../../checklists/console/widgets/overdue-trainings.tsx'
import { FirstSteps } from '../../../first-steps/console/widgets/first-steps.tsx'
import { NeedsAttention } from '../../../health/console/widgets/needs-attention.tsx'
import { WaitingReviews } from '../../../reviews/console/widgets/waiting-reviews.tsx'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../../sign-in/console/widgets/not-allowed.tsx'
import classes from './home.module.css'

/** `/home`: what waits for whoever looks, and what needs attention among those whom they may see, each with its list. */
export function HomePage() {
  const { can, tenant } = useMe()
  if (!can('users.read')) return <NotAllowed page="Home" permission="users.read" />
  return (
    <div className={classes.page}>
      <PageHeader title="Home" subtitle={tenant.name} />
      <FirstSteps />
      <WaitingReviews classes={classes} />
      <OverdueTrainings classes={classes} />
      <section aria-labelledby="needs-attention">
        <h2 id="needs-attention">Needs attention</h2>
        <NeedsAttention classes={classes} />
      </section>
    </div>
  )
}
