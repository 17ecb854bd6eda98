import { useState, type FormEvent, type ReactNode } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { CountryPicker, countryName } from '#src/console/kit/country-picker.tsx'
import { FieldError } from '#src/console/kit/errors.tsx'
import { TextField } from '#src/console/kit/text-field.tsx'
import { TimeZonePicker } from '#src/console/kit/time-zone-picker.tsx'
import { keyOf, queryClient } from '#src/console/query.ts'
import { etagOf, useSending, type Sending } from '#src/console/sending.ts'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { createSite, editSite, listSites, type Site } from '../contract.ts'
import classes from '#src/console/kit/settings.module.css'

type Values = { name: string; timeZone: string; country: string }
type SiteFormProps = { onSaved: (site: Site) => void }

const valuesOf = ({ name, timeZone, country }: Site): Values => ({ name, timeZone, country: country ?? '' })
const refetch = () => queryClient.invalidateQueries({ queryKey: keyOf(listSites) })

export function NewSiteForm({ onSaved }: SiteFormProps) {
  const { tenant, user } = useMe()
  const [values, setValues] = useState<Values>({ name: '', timeZone: user.timeZone, country: '' })
  const { send, ...state } = useSending(createSite, { prefix: 'site', nameTaken: 'site-name-taken' })
  const submit = async () => {
    const { name, timeZone, country } = values
    const outcome = await send({ body: { name: name.trim(), timeZone, country: country || undefined } })
    if (!outcome?.ok) return
    await refetch()
    onSaved(outcome.answer)
  }
  return (
    <SiteFields {...state} values={values} onChange={setValues} onSubmit={() => void submit()} button="Create site">
      <p className="rc-muted">A place of {tenant.name} where people work. Everybody belongs to one site.</p>
    </SiteFields>
  )
}

/** Sends what was changed alone, so that what somebody else changed meanwhile stays. */
export function EditSiteForm({ site, latest, onSaved }: SiteFormProps & { site: Site; latest: Site }) {
  const base = valuesOf(site)
  const [values, setValues] = useState(base)
  const [outrun, setOutrun] = useState(false)
  const { send, ...state } = useSending(editSite, { prefix: 'site', nameTaken: 'site-name-taken' })
  const submit = async () => {
    const wanted = { ...values, name: values.name.trim() }
    const changed = (Object.keys(base) as (keyof Values)[]).filter((field) => wanted[field] !== base[field])
    const body = Object.fromEntries(changed.map((field) => [field, wanted[field]]))
    const outcome = await send({ params: { id: String(site.id) }, body }, { ifMatch: etagOf(latest) })
    if (!outcome) return
    await refetch()
    setOutrun(!outcome.ok && outcome.problem === 'changed-meanwhile')
    if (outcome.ok) onSaved(outcome.answer)
  }
  const problem = outrun
    ? `Somebody changed this site meanwhile. It now reads: ${sayOf(latest)}. Nothing of yours was saved; save again to put your changes on top.`
    : state.problem
  return (
    <SiteFields
      {...state}
      problem={problem}
      values={values}
      onChange={setValues}
      onSubmit={() => void submit()}
      button="Save site"
      hasCountry={site.country !== null}
    />
  )
}

const sayOf = ({ name, timeZone, country }: Site) =>
  [name, timeZone, country && countryName(country)].filter(Boolean).join(', ')

type SiteFieldsProps = Sending & {
  values: Values
  onChange: (values: Values) => void
  onSubmit: () => void
  mend: (fields: string[]) => void
  button: string
  /** A country can be changed, not taken away. */
  hasCountry?: boolean
  children?: ReactNode
}

function SiteFields({
  values,
  onChange,
  onSubmit,
  mend,
  busy,
  faults,
  problem,
  button,
  hasCountry = false,
  children,
}: SiteFieldsProps) {
  const put = (change: Partial<Values>) => {
    onChange({ ...values, ...change })
    mend(Object.keys(change))
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <form onSubmit={submit} className={classes.form} noValidate>
      {children}
      <TextField
        label="Name"
        name="site-name"
        required
        autoFocus
        value={values.name}
        onChange={(name) => put({ name })}
        error={faults['name']}
        help="A city or a building, as your people call it."
      />
      <TimeZonePicker
        label="Time zone"
        name="site-timeZone"
        required
        value={values.timeZone}
        onChange={(zone) => zone && put({ timeZone: zone })}
        error={faults['timeZone']}
        help="People without a zone of their own follow it at once."
      />
      <CountryPicker
        label="Country of its numbers"
        name="site-country"
        clearable={!hasCountry}
        value={values.country}
        onChange={(country) => put({ country })}
        error={faults['country']}
        help="National phone numbers are read by its rules."
      />
      {problem && <FieldError id="site-problem">{problem}</FieldError>}
      <AppButton type="submit" look="primary" busy={busy}>
        {button}
      </AppButton>
    </form>
  )
}
