import { useState, type FormEvent } from 'react'
import { call, newKey } from '#src/console/api.ts'
import { AppButton } from '#src/console/kit/button.tsx'
import { Drawer } from '#src/console/kit/drawer.tsx'
import { FieldError } from '#src/console/kit/errors.tsx'
import { MultiSelect, Select } from '#src/console/kit/select.tsx'
import { TextField } from '#src/console/kit/text-field.tsx'
import { TimeZonePicker } from '#src/console/kit/time-zone-picker.tsx'
import { keyOf, queryClient } from '#src/console/query.ts'
import { moduleNames, modules, type Bought, type Plan } from '#src/contract/modules.ts'
import { createTenant, listTenants, slug as slugSchema, tenantName } from '../contract.ts'
import classes from './tenants.module.css'

export const planOptions = [
  { value: 'basic', label: 'Basic' },
  { value: 'professional', label: 'Professional' },
  { value: 'pro_plus', label: 'Pro Plus' },
]
const empty = {
  name: '',
  slug: '',
  site: '',
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  modules: [...moduleNames] as Bought[],
  plan: 'basic' as Plan,
}

/** A tenant below one's own, with its first site. */
export function NewTenantDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [values, setValues] = useState(empty)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const put = (change: Partial<typeof empty>) => setValues({ ...values, ...change })
  const faults = {
    name: tenantName.safeParse(values.name).error?.issues[0]?.message,
    slug: slugSchema.safeParse(values.slug).error?.issues[0]?.message,
    site: tenantName.safeParse(values.site).error?.issues[0]?.message,
  }
  const shown = (name: keyof typeof faults) => (tried ? faults[name] : undefined)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const wrong = Object.entries(faults).find(([, message]) => message)?.[0]
    if (wrong) return document.getElementById(`tenant-${wrong}`)?.focus()
    setBusy(true)
    const { name, slug, timeZone, site, ...bought } = values
    const outcome = await call(
      createTenant,
      { body: { name, slug, timeZone, site: { name: site, timeZone }, ...bought } },
      { idempotencyKey: newKey() },
    )
    setBusy(false)
    if (!outcome.ok) return setProblem(outcome.document.detail ?? outcome.document.title)
    void queryClient.invalidateQueries({ queryKey: keyOf(listTenants) })
    setValues(empty)
    setTried(false)
    setProblem(undefined)
    onClose()
  }
  return (
    <Drawer opened={opened} onClose={onClose} title="New tenant">
      <form onSubmit={(event) => void submit(event)} className={classes.form} noValidate>
        <TextField
          label="Name of the company"
          name="tenant-name"
          required
          value={values.name}
          onChange={(name) => put({ name })}
          error={shown('name')}
        />
        <TextField
          label="Short name"
          name="tenant-slug"
          required
          ltr
          value={values.slug}
          onChange={(slug) => put({ slug })}
          error={shown('slug')}
          help="Its people type it when they sign in."
        />
        <TextField
          label="First site"
          name="tenant-site"
          required
          value={values.site}
          onChange={(site) => put({ site })}
          error={shown('site')}
        />
        <TimeZonePicker
          label="Time zone"
          name="tenant-zone"
          required
          value={values.timeZone}
          onChange={(zone) => zone && put({ timeZone: zone })}
        />
        <MultiSelect
          label="Modules"
          name="tenant-modules"
          value={values.modules}
          onChange={(names) => put({ modules: names as Bought[] })}
          options={moduleNames.map((name) => ({ value: name, label: modules[name] }))}
          help="What a module that is off brings is absent everywhere."
        />
        <Select
          label="Plan"
          name="tenant-plan"
          value={values.plan}
          onChange={(plan) => put({ plan: plan as Plan })}
          options={planOptions}
        />
        {problem && <FieldError id="tenant-problem">{problem}</FieldError>}
        <AppButton type="submit" look="primary" busy={busy}>
          Create tenant
        </AppButton>
      </form>
    </Drawer>
  )
}
