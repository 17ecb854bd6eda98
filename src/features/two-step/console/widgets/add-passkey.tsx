import { useState, type FormEvent } from 'react'
import { call } from '#src/console/api.ts'
import { AppButton } from '#src/console/kit/button.tsx'
import { TextField } from '#src/console/kit/text-field.tsx'
import { sayProblem } from '#src/console/sending.ts'
import { addPasskey, offerPasskey } from '../../contract/passkeys.ts'
import { makePasskey } from './browser-passkeys.ts'
import classes from '../two-step.module.css'

type AddPasskeyProps = {
  readonly onDone: (backupCodes: readonly string[] | null) => void
  readonly onCancel: () => void
}

const GAVE_UP = 'No passkey was made. Try again, or choose another way.'

/** Names a passkey and lets the browser make it. */
export function AddPasskey({ onDone, onCancel }: AddPasskeyProps) {
  const [name, setName] = useState('This device')
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const make = async (): Promise<string | undefined> => {
    const offered = await call(offerPasskey, {})
    if (!offered.ok) return sayProblem(offered.document)
    const passkey = await makePasskey(offered.answer)
    if (!passkey) return GAVE_UP
    const added = await call(addPasskey, { body: { name: name.trim(), passkey } })
    if (!added.ok) return sayProblem(added.document)
    onDone(added.answer.backupCodes)
    return undefined
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    if (name.trim() === '') return setProblem('Give it a name, so that you know it in your list.')
    setBusy(true)
    setProblem(await make())
    setBusy(false)
  }
  return (
    <form onSubmit={(event) => void submit(event)} className={classes.form} noValidate>
      <TextField
        label="Name of the passkey"
        name="passkey-name"
        value={name}
        onChange={setName}
        error={problem}
        maxLength={100}
        help="Your browser then asks for your finger, face, PIN or security key."
      />
      <div className={classes.buttons}>
        <AppButton type="submit" look="primary" busy={busy}>
          Make passkey
        </AppButton>
        <AppButton onClick={onCancel}>Cancel</AppButton>
      </div>
    </form>
  )
}
