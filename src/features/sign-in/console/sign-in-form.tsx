import { useEffect, useRef, useState, type FormEvent } from 'react'
import { AppButton, TextButton } from '#src/console/kit/button.tsx'
import { PasswordField, TextField } from '#src/console/kit/text-field.tsx'
import { call } from '#src/console/api.ts'
import { AppLink } from '#src/console/routing.tsx'
import { signIn, type Me } from '../contract.ts'
import { rememberedTenant, rememberTenant } from './widgets/remembered-tenant.ts'
import classes from './sign-in.module.css'

export type SignInFormProps = {
  onSignedIn: (next: Me['next']) => void
  /** Stands in the address; else the tenant of the last time. */
  tenant?: string
  /** Who signed in here before, when a session ended. */
  name?: string
  /** Why not now: another way of signing in is under way, and of two the last to answer would win. */
  waits?: string | undefined
  /** Hears which tenant stands in the form. */
  onTenant?: (tenant: string) => void
  onBusy?: (busy: boolean) => void
}

/** Tenant, name, password. Pasting and password managers are welcome; nothing typed is ever cleared. */
export function SignInForm({ onSignedIn, tenant: given, name: before = '', waits, onTenant, onBusy }: SignInFormProps) {
  const [tenant, setTenant] = useState(() => given ?? rememberedTenant())
  const [asksTenant, setAsksTenant] = useState(tenant === '')
  const [name, setName] = useState(before)
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<{ title: string; mend?: string }>()
  const [missing, setMissing] = useState(false)
  const [busy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => onTenant?.(tenant.trim()), [tenant, onTenant])
  useEffect(() => firstEmpty(form.current)?.focus(), [])
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy || waits) return
    setMissing(true)
    const empty = firstEmpty(form.current)
    if (empty) return empty.focus()
    const working = (is: boolean) => (setBusy(is), onBusy?.(is))
    working(true)
    const outcome = await call(signIn, { body: { tenant: tenant.trim(), name: name.trim(), password } })
    working(false)
    if (outcome.ok) {
      rememberTenant(tenant.trim())
      onSignedIn(outcome.answer.next)
    } else setProblem({ title: outcome.document.title, mend: outcome.document.detail ?? mends[outcome.problem] })
  }
  const required = (value: string, what: string) => (missing && value === '' ? `Type ${what}.` : undefined)
  return (
    <form ref={form} onSubmit={(event) => void submit(event)} className={classes.form} noValidate>
      {problem && (
        <div role="alert" className={classes.problem}>
          <strong>{problem.title}.</strong> {problem.mend}
        </div>
      )}
      {asksTenant ? (
        <TextField
          label="Tenant"
          name="tenant"
          value={tenant}
          onChange={setTenant}
          error={required(tenant, 'the tenant')}
          autoComplete="organization"
          help="The short name of your company, as your administrator gave it."
          ltr
        />
      ) : (
        <p>
          Tenant <bdi className={classes.tenant}>{tenant}</bdi> ·{' '}
          <TextButton onClick={() => setAsksTenant(true)}>Another tenant</TextButton>
        </p>
      )}
      <TextField
        label="Username or e-mail"
        name="username"
        value={name}
        onChange={setName}
        error={required(name, 'your username or e-mail')}
        autoComplete="username"
        ltr
      />
      <PasswordField
        label="Password"
        name="password"
        value={password}
        onChange={setPassword}
        error={required(password, 'your password')}
        autoComplete="current-password"
      />
      <AppButton type="submit" look="primary" wide busy={busy} disabledWhy={waits}>
        Sign in
      </AppButton>
      {/* Not over a page with something on it, which it would lead away from. */}
      {before === '' && (
        <AppLink to="/forgot" search={tenant.trim() === '' ? {} : { tenant: tenant.trim() }}>
          Forgot your password?
        </AppLink>
      )}
    </form>
  )
}

const firstEmpty = (form: HTMLFormElement | null) =>
  [...(form?.elements ?? [])].find(
    (element): element is HTMLInputElement => element instanceof HTMLInputElement && element.value === '',
  )

const mends: Partial<Record<string, string>> = {
  'wrong-credentials':
    'Check the tenant, the name and the password. If you forgot the password, have a link mailed to you.',
  'too-many-requests': 'Wait a moment before the next try.',
}
