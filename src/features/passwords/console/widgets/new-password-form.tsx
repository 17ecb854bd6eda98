import { useState, type FormEvent } from 'react'
import { call } from '#src/console/api.ts'
import { AppButton } from '#src/console/kit/button.tsx'
import { PasswordField } from '#src/console/kit/text-field.tsx'
import { chooseNewPassword, type Me } from '../../../sign-in/contract.ts'
import { checkNewPassword } from '../../rules.ts'
import { personal } from '../personal.ts'
import { StrengthHint } from './strength-hint.tsx'
import classes from './new-password.module.css'

/** A password of one's own in place of a temporary one. One field with an eye, no second one to retype. */
export function NewPasswordForm({ person, onChosen }: { person: Pick<Me, 'user' | 'tenant'>; onChosen: () => void }) {
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const [refusal, setRefusal] = useState<{ password: string; message: string }>()
  const [busy, setBusy] = useState(false)
  const faults = checkNewPassword(password, personal(person))
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (busy || faults.length > 0) return document.getElementById('new-password')?.focus()
    setBusy(true)
    const outcome = await call(chooseNewPassword, { body: { password } })
    setBusy(false)
    if (outcome.ok) return onChosen()
    const { detail, title, errors } = outcome.document
    setRefusal({ password, message: errors?.map((e) => e.message).join(' ') || detail || title })
  }
  const refused = refusal?.password === password ? refusal.message : undefined
  return (
    <form onSubmit={(event) => void submit(event)} className={classes.form} noValidate>
      {/* So that password managers know whose password this is. */}
      <input type="text" name="username" autoComplete="username" value={person.user.username} readOnly hidden />
      <PasswordField
        label="New password"
        name="new-password"
        value={password}
        onChange={setPassword}
        autoComplete="new-password"
        error={refused ?? (tried ? faults[0]?.message : undefined)}
        help="At least 15 characters. A few unrelated words are easy to remember and hard to guess; spaces and any script are welcome."
      />
      <StrengthHint password={password} faults={faults} said={tried} />
      <AppButton type="submit" look="primary" wide busy={busy}>
        Save the password and go on
      </AppButton>
    </form>
  )
}
