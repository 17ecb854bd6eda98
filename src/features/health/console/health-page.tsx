import { lazy, Suspense, useState } from 'react'
import { Banner } from '#src/console/kit/banner.tsx'
import { AppButton } from '#src/console/kit/button.tsx'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { NotYet } from '#src/console/kit/states.tsx'
import { useAnswer } from '#src/console/query.ts'
import { useSearch, useSetSearch } from '#src/console/routing.tsx'
import { usePlan } from '../../changes/console/widgets/use-plan.ts'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../sign-in/console/widgets/not-allowed.tsx'
import { listHealthRules, type HealthRule, type Mend, type RulePeople } from '../contract.ts'
import type { QueueDeed } from './queues-dialog.tsx'
import { RuleItem } from './rule-item.tsx'
import { removeRule, switchRule } from './use-rule.ts'
import classes from './health.module.css'

const RuleDialog = lazy(() => import('./rule-dialog.tsx').then((m) => ({ default: m.RuleDialog })))
const QueuesDialog = lazy(() => import('./queues-dialog.tsx').then((m) => ({ default: m.QueuesDialog })))

/** `/health`: what good practice would mend, how many it is about, and the plan that mends it (HOUSE-5). */
export function HealthPage() {
  return useMe().can('users.read') ? <Health /> : <NotAllowed page="Health" permission="users.read" />
}

type Asking =
  | { readonly for: 'rule'; readonly rule?: HealthRule }
  | { readonly for: 'queues'; readonly deed: QueueDeed; readonly people: RulePeople }
const queueActions = ['add-queues', 'remove-queues'] as const satisfies readonly QueueDeed[]
const NEW: Asking = { for: 'rule' }

function Health() {
  const me = useMe()
  const mayManage = me.reach('health.manage')?.everywhere === true
  const { rule: fromList } = useSearch()
  const setSearch = useSetSearch()
  const [asking, setAsking] = useState<Asking | undefined>(fromList === undefined ? undefined : NEW)
  const [problem, setProblem] = useState<string>()
  const { plan, busy, problem: planProblem } = usePlan()
  const { data, error, refetch } = useAnswer(listHealthRules, {}, { staleTime: 0 })
  const rules = data?.answer.items
  const mend = (rule: HealthRule, { action, params }: Mend) => {
    if (!rule.people) return
    const deed = queueActions.find((name) => name === action)
    if (deed) setAsking({ for: 'queues', deed, people: rule.people })
    else void plan({ action, params, target: { matching: rule.people } })
  }
  const close = () => {
    setAsking(undefined)
    if (fromList !== undefined) setSearch({ rule: undefined }, { replace: true })
  }
  const told = problem ?? planProblem
  return (
    <div className={classes.page}>
      <PageHeader
        title="Health"
        subtitle="What good practice would mend, among the users whom you may see."
        actions={
          mayManage && (
            <AppButton look="primary" onClick={() => setAsking(NEW)}>
              New rule
            </AppButton>
          )
        }
      />
      {told && (
        <Banner kind="danger" urgent>
          {told}
        </Banner>
      )}
      <NotYet what="the rules" loaded={rules !== undefined} error={error} onRetry={() => void refetch()} />
      {rules && (
        <ul className={classes.rules} aria-label="Rules">
          {rules.map((rule) => (
            <RuleItem
              key={rule.id}
              rule={rule}
              mayManage={mayManage}
              busy={busy}
              onMend={(chosen) => mend(rule, chosen)}
              onEdit={() => setAsking({ for: 'rule', rule })}
              onSwitch={() => void switchRule(rule, !rule.enabled).then(setProblem)}
              onDelete={() => void removeRule(rule).then(setProblem)}
            />
          ))}
        </ul>
      )}
      <Suspense fallback={null}>
        {asking?.for === 'rule' && mayManage && <RuleDialog rule={asking.rule} query={fromList} onClose={close} />}
        {asking?.for === 'queues' && (
          <QueuesDialog
            deed={asking.deed}
            busy={busy}
            onClose={close}
            onChosen={(params) => void plan({ action: asking.deed, params, target: { matching: asking.people } })}
          />
        )}
      </Suspense>
    </div>
  )
}
