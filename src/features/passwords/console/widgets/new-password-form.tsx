import { useState, type FormEvent } from 'react'
import { call } from '#src/console/api.ts'
import { AppButton } from '#src/console/kit/button.tsx'
import { FieldError } from '#src/console/kit/errors.tsx'
import { useAnswer } from '#src/console/query.ts'
import type { ProblemDocument } from '#src/contract/problem.ts'
import { chooseNewPassword, type Me } from '../../../sign-in/contract.ts'
import { readOwnPasswordDemands } from '../../contract.ts'
import type { PasswordOwner } from '../../rules.ts'
import { personal } from '../personal.ts'
import { NewPasswordField, useNewPassword } from './new-password-field.tsx'
import classes from './new-password.module.css'

export type ChoosePasswordProps = {
  owner: PasswordOwner
  least: number | undefined
  button: string
  /** Sends it: undefined when it is set, else why not. */
  send: (password: string) => Promise<ProblemDocument | undefined>
}

/** A form with nothing in it but a new password. */
export function ChoosePassword({ owner, least, button, send }: ChoosePasswordProps) {
  const typed = useNewPassword(owner, least)
  const { password, faults } = typed
  const [tried, setTried] = useState(false)
  const [refusal, setRefusal] = useState<{ password: string; field?: string; problem?: string }>()
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (busy || faults.length > 0) return document.getElementById('new-password')?.focus()
    setBusy(true)
    const document_ = await send(password)
    setBusy(false)
    if (!document_) return
    const { detail, title, errors } = document_
    const field = errors?.map((e) => e.message).join(' ')
    setRefusal({ password, field, problem: field ? undefined : (detail ?? `${title}.`) })
  }
  const said = refusal?.password === password ? refusal : undefined
  return (
    <form onSubmit={(event) => void submit(event)} className={classes.form} noValidate>
      {/* So that password managers know whose password this is. */}
      <input type="text" name="username" autoComplete="username" value={owner.username ?? ''} readOnly hidden />
      <NewPasswordField {...typed} refused={said?.field} tried={tried} />
      {said?.problem && <FieldError id="new-password-problem">{said.problem}</FieldError>}
      <AppButton type="submit" look="primary" wide busy={busy}>
        {button}
      </AppButton>
    </form>
  )
}

/** A password of one's own in place of a temporary one. */
export function NewPasswordForm({ person, onChosen }: { person: Pick<Me, 'user' | 'tenant'>; onChosen: () => void }) {
  const least = useAnswer(readOwnPasswordDemands, {}, { staleTime: 60_000 }).data?.answer.least
  const send = async (password: string) => {
    const outcome = await call(chooseNewPassword, { body: { password } })
    if (!outcome.ok) return outcome.document
    onChosen()
    return undefined
  }
  return <ChoosePassword owner={personal(person)} least={least} button="Save the password and go on" send={send} />
}
