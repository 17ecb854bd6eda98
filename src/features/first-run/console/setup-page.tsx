import { useRef, useState, type FormEvent } from 'react'
import { call } from '#src/console/api.ts'
import { Banner } from '#src/console/kit/banner.tsx'
import { AppButton, ButtonLink } from '#src/console/kit/button.tsx'
import { SecretOnce } from '#src/console/kit/secret-once.tsx'
import { queryClient, useAnswer } from '#src/console/query.ts'
import { useGo, useParam } from '#src/console/routing.tsx'
import { BarePage } from '../../sign-in/console/widgets/bare-page.tsx'
import { rememberTenant } from '../../sign-in/console/widgets/remembered-tenant.ts'
import { readFirstRun, setUp } from '../contract.ts'
import { OperatorStep } from './operator-step.tsx'
import { PeopleStep } from './people-step.tsx'
import { forgetSetup, tokenOf, useSetupValues, type SetupName } from './setup-state.ts'
import {
  bodyOf,
  faultsOf,
  firstOpenStep,
  placeOf,
  stepNames,
  stepTitles,
  type SetupFaults,
  type StepName,
} from './setup-steps.ts'
import { SiteStep } from './site-step.tsx'
import { StepLine } from './step-line.tsx'
import { TenantStep } from './tenant-step.tsx'
import classes from './setup.module.css'

const bodies = { operator: OperatorStep, tenant: TenantStep, site: SiteStep, people: PeopleStep }

/** `/setup/:step`: an empty installation becomes one with an operator, a tenant and a site. */
export function SetupPage() {
  const name = useParam('step')
  const step = stepNames.find((one) => one === name) ?? 'operator'
  const waiting = useAnswer(readFirstRun, {}).data?.answer.waiting
  if (waiting === undefined) return null
  if (!waiting) {
    return (
      <BarePage
        title="Rollcall is set up already"
        lead="The first run happens once. A forgotten operator password is mended on the server with “rollcall setup”."
      >
        <ButtonLink to="/sign-in" look="primary">
          Sign in
        </ButtonLink>
      </BarePage>
    )
  }
  return <Wizard step={step} />
}

function Wizard({ step }: { step: StepName }) {
  const go = useGo()
  const token = tokenOf(location)
  const [values, change] = useSetupValues()
  const [tried, setTried] = useState<readonly StepName[]>([])
  const [refused, setRefused] = useState<SetupFaults>({})
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const [password, setPassword] = useState<string>()
  const form = useRef<HTMLFormElement>(null)
  const faults = { ...refused, ...(tried.includes(step) ? faultsOf(step, values) : {}) }
  const goTo = (next: StepName) => go(`/setup/${next}`, { hash: token && `token=${token}` })
  const focusFault = () =>
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())

  const finish = async () => {
    const open = firstOpenStep(values)
    if (open) {
      setTried(stepNames)
      // The password is in no storage: after a reload it is asked again.
      return goTo(open)
    }
    setBusy(true)
    setProblem(undefined)
    const outcome = await call(setUp, { body: bodyOf(values, token) })
    setBusy(false)
    if (outcome.ok) {
      forgetSetup()
      rememberTenant('operator')
      queryClient.clear()
      if (outcome.answer.demonstrationPassword) return setPassword(outcome.answer.demonstrationPassword)
      return go('/home', { replace: true })
    }
    const { document } = outcome
    const named = (document.errors ?? []).map((error) => ({ place: placeOf(error.pointer), message: error.message }))
    setRefused(Object.fromEntries(named.flatMap(({ place, message }) => (place ? [[place[0], message]] : []))))
    setProblem(document.detail ?? document.title)
    const first = named.find(({ place }) => place)?.place
    if (first) goTo(first[1])
    else if (outcome.problem === 'tenant-slug-taken') goTo('tenant')
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried([...tried, step])
    if (Object.keys(faultsOf(step, values)).length > 0) return focusFault()
    const next = stepNames[stepNames.indexOf(step) + 1]
    if (next) goTo(next)
    else void finish()
  }
  const before = stepNames[stepNames.indexOf(step) - 1]
  const Body = bodies[step]
  const onChange = (changed: Partial<typeof values>) => {
    // What the server said of a value holds until it is another one.
    setRefused(Object.fromEntries(Object.entries(refused).filter(([name]) => !((name as SetupName) in changed))))
    change(changed)
  }
  return (
    <BarePage title="Set up Rollcall" wide>
      <StepLine steps={stepNames.map((one) => ({ name: one, title: stepTitles[one] }))} current={step} />
      {token === '' && (
        <Banner kind="warning">
          This address lacks its one-time token. Open the one that the server printed when it started.
        </Banner>
      )}
      {problem && (
        <Banner kind="danger" urgent onDismiss={() => setProblem(undefined)}>
          {problem}
        </Banner>
      )}
      <form ref={form} onSubmit={submit} className={classes.form} noValidate>
        <Body values={values} onChange={onChange} faults={faults} />
        <div className={classes.buttons}>
          {busy && values.demonstration && (
            <span role="status" className="rc-muted">
              Inventing 2,000 people. This takes some seconds.
            </span>
          )}
          {before && <AppButton onClick={() => goTo(before)}>Back</AppButton>}
          <AppButton type="submit" look="primary" busy={busy}>
            {step === 'people' ? 'Set up Rollcall' : 'Next'}
          </AppButton>
        </div>
      </form>
      {password && (
        <SecretOnce
          title="Password of the demonstration’s administrator"
          secret={password}
          onClose={() => go('/home', { replace: true })}
        >
          <p>
            The tenant “demo” has 2,000 invented people; its administrator signs in as “admin”. As an operator you
            switch to it at any time, without this password.
          </p>
        </SecretOnce>
      )}
    </BarePage>
  )
}
