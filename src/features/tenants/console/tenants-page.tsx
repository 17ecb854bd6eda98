import { useState } from 'react'
import { AppButton, IconButton } from '#src/console/kit/button.tsx'
import { Banner } from '#src/console/kit/banner.tsx'
import { Label } from '#src/console/kit/chip.tsx'
import { Checkbox } from '#src/console/kit/choices.tsx'
import { EditIcon, PlusIcon } from '#src/console/kit/icons.ts'
import { formatNumber } from '#src/console/kit/numbers.ts'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { ErrorState, SkeletonRows } from '#src/console/kit/states.tsx'
import { TimeText } from '#src/console/kit/time-text.tsx'
import { useAnswer } from '#src/console/query.ts'
import { useSearch, useSetSearch } from '#src/console/routing.tsx'
import { NotFound } from '#src/console/shell/pages.tsx'
import { modules } from '#src/contract/modules.ts'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { listTenants, type Tenant } from '../contract.ts'
import { EditTenantDrawer } from './edit-tenant-drawer.tsx'
import { NewTenantDrawer } from './new-tenant-drawer.tsx'
import { workIn } from './widgets/tenant-switch.tsx'
import classes from './tenants.module.css'

const plans = { basic: 'Basic', professional: 'Professional', pro_plus: 'Pro Plus' } as const

/** `/tenants`, for operators. */
export function TenantsPage() {
  const { operator } = useMe()
  const [creating, setCreating] = useState(false)
  const [problem, setProblem] = useState<string>()
  const [editing, setEditing] = useState<Tenant>()
  const archived = useSearch()['archived'] === 'yes'
  const setSearch = useSetSearch()
  const query = archived ? { archived: 'yes' as const } : {}
  const { data, error, refetch } = useAnswer(listTenants, { query }, { enabled: operator, keepPrevious: true })
  if (!operator) return <NotFound />
  const tenants = data?.answer.items ?? []
  return (
    <div className={classes.page}>
      <PageHeader
        title="Tenants"
        count={data && tenants.length}
        actions={
          <AppButton look="primary" icon={<PlusIcon size={16} />} onClick={() => setCreating(true)}>
            New tenant
          </AppButton>
        }
      />
      {problem && (
        <Banner kind="danger" urgent onDismiss={() => setProblem(undefined)}>
          {problem}
        </Banner>
      )}
      <Checkbox
        name="tenants-archived"
        label="Show archived"
        checked={archived}
        onChange={(on) => setSearch({ archived: on ? 'yes' : undefined })}
      />
      {error && (
        <ErrorState title="Couldn’t load the tenants." onRetry={() => void refetch()}>
          {error.message}
        </ErrorState>
      )}
      {!data && !error && <SkeletonRows what="the tenants" rows={4} />}
      {tenants.length > 0 && (
        <TenantTable tenants={tenants} onEdit={setEditing} onEnter={(id) => void workIn(id).then(setProblem)} />
      )}
      {editing && <EditTenantDrawer key={editing.id} tenant={editing} onClose={() => setEditing(undefined)} />}
      <NewTenantDrawer opened={creating} onClose={() => setCreating(false)} />
    </div>
  )
}

type TenantTableProps = {
  tenants: readonly Tenant[]
  onEdit: (tenant: Tenant) => void
  onEnter: (id: number) => void
}

function TenantTable({ tenants, onEdit, onEnter }: TenantTableProps) {
  const { tenant: here } = useMe()
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <caption className="rc-hidden-text">Tenants that you operate</caption>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Short name</th>
            <th scope="col">Users</th>
            <th scope="col">Modules</th>
            <th scope="col">Plan</th>
            <th scope="col">Time zone</th>
            <th scope="col">Created</th>
            <th scope="col">
              <span className="rc-hidden-text">Edit</span>
            </th>
            <th scope="col">
              <span className="rc-hidden-text">Work there</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {tenants.map((tenant) => (
            <tr key={tenant.id}>
              <th scope="row">
                <bdi>{tenant.name}</bdi> {tenant.super && <Label>Operators</Label>}{' '}
                {tenant.demonstration && <Label>Demonstration</Label>}
              </th>
              <td>
                <bdi dir="ltr">{tenant.slug}</bdi>
              </td>
              <td>{formatNumber(tenant.users)}</td>
              <td title={tenant.modules.map((name) => modules[name]).join('; ')}>
                {tenant.modules.join(', ') || 'none'}
              </td>
              <td>{plans[tenant.plan]}</td>
              <td>{tenant.timeZone}</td>
              <td>
                <TimeText at={tenant.createdAt} unfocusable />
              </td>
              <td>
                <IconButton
                  label={`Edit ${tenant.name}`}
                  icon={<EditIcon size={16} />}
                  onClick={() => onEdit(tenant)}
                />
              </td>
              <td>
                {tenant.archived ? (
                  <Label>Archived</Label>
                ) : tenant.id === here.id ? (
                  <span className="rc-muted">You work here</span>
                ) : (
                  <AppButton small onClick={() => onEnter(tenant.id)}>
                    Work here
                  </AppButton>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
