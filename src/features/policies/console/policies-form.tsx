import { useState, type FormEvent } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { Switch } from '#src/console/kit/choices.tsx'
import { FieldError } from '#src/console/kit/errors.tsx'
import { announce } from '#src/console/kit/live-region.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { Select } from '#src/console/kit/select.tsx'
import { TextField } from '#src/console/kit/text-field.tsx'
import { keyOf, queryClient, useAnswer } from '#src/console/query.ts'
import { AppLink } from '#src/console/routing.tsx'
import { etagOf, useSending } from '#src/console/sending.ts'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { listUsers } from '../../users/contract/endpoints.ts'
import { GoogleFields } from './google-fields.tsx'
import { editTenantPolicies, readTenantPolicies, type Policies } from '../contract.ts'
import sections from '#src/console/kit/sections.module.css'
import classes from './policies-form.module.css'

const HOUR = 60
const say = (minutes: number) => (minutes % HOUR === 0 ? plural(minutes / HOUR, 'hour') : plural(minutes, 'minute'))
/** Those that are offered, and the one that stands. */
const among = (offered: readonly number[], present: number) =>
  [...new Set([...offered, present])]
    .sort((a, b) => a - b)
    .map((minutes) => ({ value: String(minutes), label: say(minutes) }))

const apart = (domains: string) => domains.split(/[\s,;]+/).filter(Boolean)

/** The limits of sessions, the second step, and where exported lists may be mailed. */
export function PoliciesForm({ policies }: { policies: Policies }) {
  const [idle, setIdle] = useState(String(policies.idleMinutes))
  const [absolute, setAbsolute] = useState(String(policies.absoluteMinutes))
  const [secondStep, setSecondStep] = useState(policies.secondStepRequired)
  const [domains, setDomains] = useState(policies.exportDomains.join(', '))
  const [google, setGoogle] = useState(policies.googleSignIn)
  const [googleDomains, setGoogleDomains] = useState(policies.googleDomains.join(', '))
  const [saved, setSaved] = useState(false)
  const [version, setVersion] = useState(policies.version)
  const { send, mend, busy, faults, problem } = useSending(editTenantPolicies, { prefix: 'policy' })
  const changed = (fields: readonly string[]) => {
    setSaved(false)
    mend(fields)
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const body = {
      idleMinutes: Number(idle),
      absoluteMinutes: Number(absolute),
      secondStepRequired: secondStep,
      exportDomains: apart(domains),
      googleSignIn: google,
      googleDomains: apart(googleDomains),
    }
    const outcome = await send({ body }, { ifMatch: etagOf({ version }) })
    if (!outcome?.ok) return
    setSaved(true)
    setVersion(outcome.answer.version)
    announce('Saved')
    await queryClient.invalidateQueries({ queryKey: keyOf(readTenantPolicies) })
  }
  return (
    <section className={sections.section} aria-labelledby="policies-heading">
      <h2 id="policies-heading">Sessions and signing in</h2>
      <form className={classes.form} onSubmit={(event) => void submit(event)} noValidate>
        <div className={classes.pair}>
          <Select
            label="Sign out after no activity for"
            name="policy-idleMinutes"
            value={idle}
            onChange={(value) => {
              setIdle(value ?? idle)
              changed(['idleMinutes'])
            }}
            options={among([5, 10, 15, 30, 60], policies.idleMinutes)}
            error={faults['idleMinutes']}
            help="What a page does by itself is no activity. An hour at most."
          />
          <Select
            label="Sign out in any case after"
            name="policy-absoluteMinutes"
            value={absolute}
            onChange={(value) => {
              setAbsolute(value ?? absolute)
              changed(['absoluteMinutes'])
            }}
            options={among([60, 4 * HOUR, 8 * HOUR, 10 * HOUR, 12 * HOUR, 24 * HOUR], policies.absoluteMinutes)}
            error={faults['absoluteMinutes']}
            help="Counted from signing in. A day at most."
          />
        </div>
        <p className="rc-muted">A shorter limit ends sessions that are older, open pages included.</p>
        <Switch
          label="Everybody needs two-step verification"
          name="policy-secondStepRequired"
          checked={secondStep}
          onChange={(on) => {
            setSecondStep(on)
            changed(['secondStepRequired'])
          }}
          help="Who has none sets it up at the next sign-in. A role can ask it of its holders alone."
        />
        <WithoutSecondStep />
        <GoogleFields
          on={google}
          onSwitch={(on) => {
            setGoogle(on)
            changed(['googleSignIn'])
          }}
          domains={googleDomains}
          onDomains={(typed) => {
            setGoogleDomains(typed)
            changed(['googleDomains'])
          }}
          error={faults['googleDomains']}
        />
        <TextField
          label="Exported lists may be mailed to these domains too"
          name="policy-exportDomains"
          value={domains}
          onChange={(typed) => {
            setDomains(typed)
            changed(['exportDomains'])
          }}
          ltr
          placeholder="example.com, example.org"
          error={faults['exportDomains']}
          help="Beside those of your users. Separate them with commas."
        />
        {problem && <FieldError id="policy-problem">{problem}</FieldError>}
        <div>
          <AppButton type="submit" look="primary" busy={busy}>
            {saved ? 'Saved ✓' : 'Save'}
          </AppButton>
        </div>
      </form>
    </section>
  )
}

const WITHOUT = { status: 'any:active', twoStep: 'none:yes' }

/** Whom it would concern at their next sign-in. */
function WithoutSecondStep() {
  const enabled = useMe().can('users.read')
  const total = useAnswer(listUsers, { query: { ...WITHOUT, limit: '1' } }, { enabled }).data?.answer.total
  if (total === undefined || total === null) return null
  if (total === 0) return <p className="rc-muted">Every active user has it already.</p>
  return (
    <p className="rc-muted">
      <AppLink to="/users" search={WITHOUT}>
        {plural(total, 'active user')}
      </AppLink>{' '}
      without it yet.
    </p>
  )
}
