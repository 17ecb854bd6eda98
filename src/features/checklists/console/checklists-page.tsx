import { lazy, Suspense, useState } from 'react'
import { Banner } from '#src/console/kit/banner.tsx'
import { AppButton } from '#src/console/kit/button.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { PlainTable } from '#src/console/kit/plain-table.tsx'
import { NotYet } from '#src/console/kit/states.tsx'
import { useAnswer } from '#src/console/query.ts'
import { usePlan } from '../../changes/console/widgets/use-plan.ts'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../sign-in/console/widgets/not-allowed.tsx'
import { listChecklists, type Checklist } from '../contract.ts'
import classes from './checklists.module.css'

const ChecklistDialog = lazy(() => import('./checklist-dialog.tsx').then((m) => ({ default: m.ChecklistDialog })))

/** `/settings/checklists`: what each role asks of a new user (HOUSE-5). */
export function ChecklistsPage() {
  const allowed = useMe().reach('health.manage')?.everywhere === true
  return allowed ? <Checklists /> : <NotAllowed page="Set-up checklists" permission="health.manage" />
}

const sizeOf = ({ items, trainings }: Checklist) => items.length + trainings.length
const saySize = (one: Checklist) =>
  sizeOf(one) === 0 ? (
    <span className="rc-muted">Nothing</span>
  ) : (
    `${plural(one.items.length, 'item')}, ${plural(one.trainings.length, 'training')}`
  )

function Checklists() {
  const { data, error, refetch } = useAnswer(listChecklists, {}, { staleTime: 0 })
  const [editing, setEditing] = useState<Checklist>()
  const [saved, setSaved] = useState<number>()
  const { plan, busy, problem } = usePlan()
  const mayStart = useMe().can('users.edit')
  const rows = data?.answer.items
  const start = ({ role }: Checklist) =>
    void plan({ action: 'start-set-up', params: {}, target: { matching: { filters: { role: `any:${role.id}` } } } })
  return (
    <div className={classes.page}>
      <PageHeader
        title="Set-up checklists"
        documentTitle="Set-up checklists · Settings"
        subtitle="What a role asks of a new user. Whoever is made from now on has it; for the others you start it."
      />
      {problem && (
        <Banner kind="danger" urgent>
          {problem}
        </Banner>
      )}
      <NotYet what="the checklists" loaded={rows !== undefined} error={error} onRetry={() => void refetch()} />
      {rows && (
        <PlainTable
          caption="Roles and what they ask"
          rows={rows}
          idOf={({ role }) => role.id}
          done={saved === undefined ? undefined : { id: saved, word: 'Saved' }}
          columns={[
            { label: 'Role', cell: ({ role }) => <bdi>{role.name}</bdi> },
            { label: 'Asks for', cell: saySize, wide: true },
            {
              label: 'Actions',
              hiddenLabel: true,
              cell: (one) => (
                <span className={classes.doing}>
                  <AppButton small onClick={() => setEditing(one)}>
                    Edit<span className="rc-hidden-text"> {one.role.name}</span>
                  </AppButton>
                  {mayStart && sizeOf(one) > 0 && (
                    <AppButton small look="quiet" busy={busy} onClick={() => start(one)}>
                      Start for others…
                    </AppButton>
                  )}
                </span>
              ),
            },
          ]}
        />
      )}
      <Suspense fallback={null}>
        {editing && (
          <ChecklistDialog
            checklist={editing}
            onClose={() => setEditing(undefined)}
            onSaved={() => {
              setSaved(editing.role.id)
              setEditing(undefined)
            }}
          />
        )}
      </Suspense>
    </div>
  )
}
