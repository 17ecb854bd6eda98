import { useState, type FormEvent } from 'react'
import { call } from '#src/console/api.ts'
import { AppButton, ButtonLink } from '#src/console/kit/button.tsx'
import { FieldError } from '#src/console/kit/errors.tsx'
import { TextField } from '#src/console/kit/text-field.tsx'
import { useSearch } from '#src/console/routing.tsx'
import { sayProblem } from '#src/console/sending.ts'
import { BarePage } from '../../sign-in/console/widgets/bare-page.tsx'
import { rememberedTenant } from '../../sign-in/console/widgets/remembered-tenant.ts'
import { askForLink } from '../contract.ts'
import classes from './recovery.module.css'

/** `/forgot`: says the same whatever is typed, since it is nobody's business who has an account (S12). */
export function ForgotPage() {
  const search = useSearch()
  const [tenant, setTenant] = useState(() => search['tenant'] ?? rememberedTenant())
  const [name, setName] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const [asked, setAsked] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const empty = tenant.trim() === '' ? 'tenant' : name.trim() === '' ? 'username' : undefined
    if (busy || empty) return document.getElementById(empty ?? '')?.focus()
    setBusy(true)
    const outcome = await call(askForLink, { body: { tenant: tenant.trim(), name: name.trim() } })
    setBusy(false)
    if (outcome.ok) setAsked(true)
    else setProblem(sayProblem(outcome.document))
  }
  if (asked) return <Asked name={name.trim()} />
  const missing = (value: string, what: string) => (tried && value.trim() === '' ? `Type ${what}.` : undefined)
  return (
    <BarePage
      title="Forgot your password?"
      lead="You get a mail with a link to choose a new one. Until then the present one goes on working."
      after={<ButtonLink to="/sign-in">Back to sign in</ButtonLink>}
    >
      <form onSubmit={(event) => void submit(event)} className={classes.form} noValidate>
        <TextField
          label="Tenant"
          name="tenant"
          value={tenant}
          onChange={setTenant}
          error={missing(tenant, 'the tenant')}
          autoComplete="organization"
          help="The short name of your company, as your administrator gave it."
          ltr
        />
        <TextField
          label="Username or e-mail"
          name="username"
          value={name}
          onChange={setName}
          error={missing(name, 'your username or e-mail')}
          autoComplete="username"
          ltr
        />
        {problem && <FieldError id="forgot-problem">{problem}</FieldError>}
        <AppButton type="submit" look="primary" wide busy={busy}>
          Mail me a link
        </AppButton>
      </form>
    </BarePage>
  )
}

const Asked = ({ name }: { name: string }) => (
  <BarePage title="Look into your mail" after={<ButtonLink to="/sign-in">Back to sign in</ButtonLink>}>
    <p role="status">
      If <bdi>{name}</bdi> has an active account, a mail with a link is on its way. The link works once, for 30 minutes.
    </p>
    <p className="rc-muted">
      Nothing came? Look into the folder for junk, or ask your administrator: an account without a mailbox is given a
      temporary password.
    </p>
  </BarePage>
)
