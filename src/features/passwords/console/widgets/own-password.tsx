import { useState, type FormEvent } from 'react'
import { Banner } from '#src/console/kit/banner.tsx'
import { AppButton } from '#src/console/kit/button.tsx'
import { FieldError } from '#src/console/kit/errors.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { PasswordField } from '#src/console/kit/text-field.tsx'
import { call } from '#src/console/api.ts'
import { useAnswer } from '#src/console/query.ts'
import { faultsOf, sayProblem, type Faults } from '#src/console/sending.ts'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import { changeOwnPassword, readOwnPasswordDemands } from '../../contract.ts'
import { personal } from '../personal.ts'
import { NewPasswordField, useNewPassword } from './new-password-field.tsx'
import classes from './new-password.module.css'

type Refusal = { faults: Faults; problem?: string }

/** The own password, changed with the present one; every other session of oneself ends with it. */
export function OwnPassword() {
  const [ended, setEnded] = useState<number>()
  const [open, setOpen] = useState(false)
  if (open)
    return (
      <ChangeForm
        onCancel={() => setOpen(false)}
        onChanged={(sessionsEnded) => {
          setEnded(sessionsEnded)
          setOpen(false)
        }}
      />
    )
  return (
    <>
      {ended !== undefined && (
        <Banner kind="success" onDismiss={() => setEnded(undefined)}>
          Your password was changed. {ended > 0 && `${plural(ended, 'other session')} ended. `}A mail tells you, too.
        </Banner>
      )}
      <p className="rc-muted">You sign in with it, together with your tenant and your username or e-mail.</p>
      <div>
        <AppButton onClick={() => setOpen(true)}>Change password</AppButton>
      </div>
    </>
  )
}

type ChangeFormProps = { onCancel: () => void; onChanged: (sessionsEnded: number) => void }

function ChangeForm({ onCancel, onChanged }: ChangeFormProps) {
  const me = useMe()
  const [present, setPresent] = useState('')
  const least = useAnswer(readOwnPasswordDemands, {}, { staleTime: 60_000 }).data?.answer.least
  const typed = useNewPassword(personal(me), least)
  const { password, faults } = typed
  const [tried, setTried] = useState(false)
  const [refusal, setRefusal] = useState<Refusal>({ faults: {} })
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const wrong = present === '' ? 'present-password' : faults.length > 0 ? 'new-password' : undefined
    if (busy || wrong) return document.getElementById(wrong ?? '')?.focus()
    setBusy(true)
    // Without an Idempotency-Key: a repeat finds that the present password is another by now.
    const outcome = await call(changeOwnPassword, { body: { present, password } })
    setBusy(false)
    if (outcome.ok) return onChanged(outcome.answer.sessionsEnded)
    const found = faultsOf(outcome.document)
    setRefusal({ faults: found, problem: Object.keys(found).length > 0 ? undefined : sayProblem(outcome.document) })
  }
  return (
    <form onSubmit={(event) => void submit(event)} className={classes.form} noValidate>
      <input type="text" name="username" autoComplete="username" value={me.user.username} readOnly hidden />
      <PasswordField
        label="Present password"
        name="present-password"
        value={present}
        onChange={(value) => {
          setPresent(value)
          setRefusal({ faults: { ...refusal.faults, present: undefined } })
        }}
        autoComplete="current-password"
        error={refusal.faults['present'] ?? (tried && present === '' ? 'Type your present password.' : undefined)}
      />
      <NewPasswordField
        {...typed}
        setPassword={(value) => {
          typed.setPassword(value)
          setRefusal({ faults: { ...refusal.faults, password: undefined } })
        }}
        refused={refusal.faults['password']}
        tried={tried}
      />
      {refusal.problem && <FieldError id="own-password-problem">{refusal.problem}</FieldError>}
      <div className={classes.buttons}>
        <AppButton type="submit" look="primary" busy={busy}>
          Change password
        </AppButton>
        <AppButton onClick={onCancel}>Cancel</AppButton>
        <span className="rc-muted">Your other sessions end.</span>
      </div>
    </form>
  )
}
