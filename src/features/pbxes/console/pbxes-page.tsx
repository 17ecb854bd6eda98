import { useState } from 'react'
import type * as z from 'zod/mini'
import { AppButton } from '#src/console/kit/button.tsx'
import { Drawer } from '#src/console/kit/drawer.tsx'
import { PlusIcon } from '#src/console/kit/icons.ts'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { PlainTable, type PlainColumn } from '#src/console/kit/plain-table.tsx'
import { EmptyState, NotYet } from '#src/console/kit/states.tsx'
import { useAnswer } from '#src/console/query.ts'
import { NotFound } from '#src/console/shell/pages.tsx'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../sign-in/console/widgets/not-allowed.tsx'
import { listPbxes, type pbx } from '../contract.ts'
import { NewPbxForm } from './new-pbx-form.tsx'
import classes from '#src/console/kit/settings.module.css'

type Pbx = z.output<typeof pbx>

const extensions = ({ extensionFrom: from, extensionTo: to }: Pbx) => {
  if (from !== null && to !== null) return `${from} to ${to}`
  if (from !== null) return `from ${from}`
  return to === null ? 'any' : `up to ${to}`
}

const columns: PlainColumn<Pbx>[] = [
  { label: 'Name', cell: ({ name }) => <bdi>{name}</bdi> },
  { label: 'Domain', wide: true, cell: ({ domain }) => <bdi dir="ltr">{domain}</bdi> },
  { label: 'Extensions', wide: true, cell: extensions },
]

/** `/settings/pbxes`, where the tenant has the module. */
export function PbxesPage() {
  const { can, reach, hasModule } = useMe()
  const allowed = hasModule('pbx') && (can('users.read') || can('tenant.manage'))
  const { data, error, refetch } = useAnswer(listPbxes, {}, { enabled: allowed })
  const [creating, setCreating] = useState(false)
  const [done, setDone] = useState<{ id: number; word: string }>()
  if (!hasModule('pbx')) return <NotFound />
  if (!allowed) return <NotAllowed page="Telephone systems" permission="tenant.manage" />
  const items = data?.answer.items ?? []
  const create = reach('tenant.manage')?.everywhere && (
    <AppButton look="primary" icon={<PlusIcon size={16} />} onClick={() => setCreating(true)}>
      Add a telephone system
    </AppButton>
  )
  return (
    <div className={classes.page}>
      <PageHeader
        title="Telephone systems"
        documentTitle="Telephone systems · Settings"
        count={data && items.length}
        actions={items.length > 0 && create}
      />
      <NotYet what="the telephone systems" loaded={data !== undefined} error={error} onRetry={() => void refetch()} />
      {data && items.length === 0 && (
        <EmptyState title="No telephone systems yet" actions={create}>
          A user whose calls go over a PBX names one of these, and has an extension on it.
        </EmptyState>
      )}
      {items.length > 0 && (
        <PlainTable
          caption="Telephone systems, by name"
          columns={columns}
          rows={items}
          idOf={({ id }) => id}
          done={done}
        />
      )}
      <Drawer opened={creating} onClose={() => setCreating(false)} title="Add a telephone system">
        <NewPbxForm
          onCreated={(id) => {
            setDone({ id, word: 'Added' })
            setCreating(false)
          }}
        />
      </Drawer>
    </div>
  )
}
