import { useState, type FormEvent } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { Drawer } from '#src/console/kit/drawer.tsx'
import { FieldError } from '#src/console/kit/errors.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { MultiSelect, Select } from '#src/console/kit/select.tsx'
import { TextField } from '#src/console/kit/text-field.tsx'
import { keyOf, queryClient } from '#src/console/query.ts'
import { etagOf, useSending } from '#src/console/sending.ts'
import { moduleNames, modules, partsOf, type Bought, type Plan } from '#src/contract/modules.ts'
import { editTenant, listTenants, type Tenant } from '../contract.ts'
import { planOptions } from './new-tenant-drawer.tsx'
import classes from './tenants.module.css'

type Values = { readonly name: string; readonly modules: readonly Bought[]; readonly plan: Plan }

/** What a tenant is called and has bought, and whether it is open; what that hides is said before it is saved. */
export function EditTenantDrawer({ tenant, onClose }: { tenant: Tenant; onClose: () => void }) {
  const [values, setValues] = useState<Values>(tenant)
  const { send, mend, busy, faults, problem } = useSending(editTenant, { prefix: 'edit-tenant' })
  const put = (change: Partial<Values>) => {
    setValues({ ...values, ...change })
    mend(Object.keys(change))
  }
  const save = async (change: Partial<Values> & { archived?: boolean }) => {
    const body = { ...change, ...(change.modules ? { modules: [...change.modules] } : {}) }
    const outcome = await send({ params: { id: String(tenant.id) }, body } as Parameters<typeof send>[0], {
      ifMatch: etagOf(tenant),
    })
    if (!outcome) return
    await queryClient.invalidateQueries({ queryKey: keyOf(listTenants) })
    if (outcome.ok) onClose()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { name, modules: bought, plan } = values
    void save(tenant.super ? { name: name.trim() } : { name: name.trim(), modules: bought, plan })
  }
  return (
    <Drawer opened onClose={onClose} title={`Edit ${tenant.name}`}>
      <form onSubmit={submit} className={classes.form} noValidate>
        <TextField
          label="Name of the company"
          name="edit-tenant-name"
          required
          value={values.name}
          onChange={(name) => put({ name })}
          error={faults['name']}
        />
        {!tenant.super && (
          <>
            <MultiSelect
              label="Modules"
              name="edit-tenant-modules"
              value={[...values.modules]}
              onChange={(names) => put({ modules: names as Bought[] })}
              options={moduleNames.map((name) => ({ value: name, label: modules[name] }))}
            />
            <Select
              label="Plan"
              name="edit-tenant-plan"
              value={values.plan}
              onChange={(plan) => put({ plan: plan as Plan })}
              options={planOptions}
            />
          </>
        )}
        <Hidden before={tenant} after={values} users={tenant.users} />
        {problem && <FieldError id="edit-tenant-problem">{problem}</FieldError>}
        <AppButton type="submit" look="primary" busy={busy}>
          Save tenant
        </AppButton>
      </form>
      {!tenant.super && (
        <div className={classes.form}>
          <p className="rc-muted">
            {tenant.archived
              ? 'It is archived: nobody signs in, and nothing of it is lost.'
              : `Archiving signs out ${plural(tenant.users, 'user')} and stops its API keys, until it is brought back. Nothing is deleted.`}
          </p>
          <AppButton
            look={tenant.archived ? 'secondary' : 'danger'}
            busy={busy}
            onClick={() => void save({ archived: !tenant.archived })}
          >
            {tenant.archived ? 'Bring back' : 'Archive tenant'}
          </AppButton>
        </div>
      )}
    </Drawer>
  )
}

/** What each part brings, as its people would miss it. */
const brings: Readonly<Record<string, string>> = {
  dialer: 'leads, callbacks, auto dial and caller ID',
  pbx: 'extensions, telephone systems and SIP',
  queues: 'queues, who is in them, and their priorities',
  calls: 'call statistics',
}

function Hidden({ before, after, users }: { before: Values; after: Values; users: number }) {
  const now = partsOf(before.modules, before.plan)
  const then = partsOf(after.modules, after.plan)
  const gone = now.filter((part) => !then.includes(part)).map((part) => brings[part])
  const come = then.filter((part) => !now.includes(part)).map((part) => brings[part])
  if (gone.length + come.length === 0) return null
  return (
    <div role="status">
      {gone.length > 0 && (
        <p>
          {`At once ${plural(users, 'user')} will no longer find: ${gone.join('; ')}. It is kept, and there again with the module or plan.`}
        </p>
      )}
      {come.length > 0 && <p>{`${plural(users, 'user')} will find: ${come.join('; ')}.`}</p>}
    </div>
  )
}
