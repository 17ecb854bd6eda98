import { useEffect } from 'react'
import { Banner } from '#src/console/kit/banner.tsx'
import { ButtonLink } from '#src/console/kit/button.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { EmptyState, NotYet } from '#src/console/kit/states.tsx'
import { keyOf, useAnswer } from '#src/console/query.ts'
import { useGo, useParam } from '#src/console/routing.tsx'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../../sign-in/console/widgets/not-allowed.tsx'
import { readPlan, type Plan } from '../../contract/plans.ts'
import { ProgressBar } from '../widgets/progress-bar.tsx'
import { useDeed } from '../use-deed.ts'
import { useWatched } from '../widgets/use-watched.ts'
import { sayDeed, sayImpact, sayNotUndone, sayRest, sayShort, type Deed } from '../words.ts'
import { useLeadsOfLeavers } from './leads-of-leavers.tsx'
import { PlanAgain } from './plan-again.tsx'
import { PlanCounts } from './plan-counts.tsx'
import { PlanPeople } from './plan-people.tsx'
import { RunPlan } from './run-plan.tsx'
import { useMoved } from './use-moved.ts'
import classes from '../changes.module.css'

/** `/plans/:id`: what would happen to whom, before it does (BULK-2). */
export function PlanPage() {
  const id = useParam('id')
  return useMe().can('users.read') ? <Read key={id} id={id} /> : <NotAllowed page="Preview" permission="users.read" />
}

function Read({ id }: { id: string }) {
  const ask = { params: { id } }
  const { data, error, refetch } = useAnswer(readPlan, ask, { staleTime: 0 })
  const plan = data?.answer
  const deed = useDeed(plan)
  useWatched(keyOf(readPlan, ask), [id], plan?.state === 'planning')
  useMoved(keyOf(readPlan, ask), plan?.state === 'ready' ? plan.expiresAt : undefined)
  if (error?.problem === 'not-found')
    return (
      <>
        <PageHeader title="Preview" />
        <EmptyState title="There is no such preview" actions={<ButtonLink to="/users">Go to the users</ButtonLink>}>
          Only whoever made it can open it.
        </EmptyState>
      </>
    )
  return (
    <div className={classes.page}>
      {plan && deed ? (
        <State plan={plan} deed={deed} />
      ) : (
        <>
          <PageHeader title="Preview" />
          <NotYet what="the preview" loaded={false} error={error} onRetry={() => void refetch()} />
        </>
      )}
    </div>
  )
}

function State({ plan, deed }: { plan: Plan; deed: Deed }) {
  switch (plan.state) {
    case 'planning':
      return (
        <>
          <PageHeader title={sayShort(deed)} documentTitle="Preview" />
          <ProgressBar part={plan.progress} label="Looking at everybody" />
          <p className="rc-muted">Looking at everybody, to say what will happen to whom. Nothing changes yet.</p>
        </>
      )
    case 'ready':
    case 'expired':
      return <Ready plan={plan} deed={deed} />
    default:
      return <Ran id={plan.id} />
  }
}

/** A plan that was run is the job of the same id. */
function Ran({ id }: { id: string }) {
  const go = useGo()
  useEffect(() => go(`/jobs/${id}`, { replace: true }), [go, id])
  return <PageHeader title="Preview" />
}

function Ready({ plan, deed }: { plan: Plan; deed: Deed }) {
  const { counts, impact, notUndone, moved, state } = plan
  const effects = sayImpact(impact, deed)
  const lasting = sayNotUndone(notUndone)
  const leads = useLeadsOfLeavers(plan, deed)
  return (
    <>
      <PageHeader title={sayDeed(deed, counts.will)} documentTitle="Preview" subtitle={sayRest(deed, counts)} />
      {state === 'expired' ? (
        <Banner kind="warning" actions={<PlanAgain plan={plan} />}>
          This preview is older than 30 minutes. People may have changed meanwhile.
        </Banner>
      ) : (
        moved > 0 && (
          <Banner kind="warning" actions={<PlanAgain plan={plan} />}>
            {plural(moved, 'person', 'people')} changed since this was made; the run leaves them alone.
          </Banner>
        )
      )}
      {counts.unseen > 0 && (
        <Banner>{plural(counts.unseen, 'person', 'people')} of those selected cannot be seen by you any more.</Banner>
      )}
      <PlanCounts plan={plan} />
      {counts.will > 0 && (effects.length > 0 || lasting !== '') && (
        <p className={classes.impact}>
          {effects.length > 0 && <strong>{effects.join(' · ')}.</strong>}
          {lasting !== '' && <span className="rc-muted"> {lasting}</span>}
        </p>
      )}
      {leads.field}
      <PlanPeople plan={plan} />
      {/* Not while another choice stands there than the one that was planned. */}
      {!leads.differs && <RunPlan plan={plan} deed={deed} />}
    </>
  )
}
