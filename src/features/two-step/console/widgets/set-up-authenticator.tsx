import { lazy, Suspense, useEffect, useState, type FormEvent } from 'react'
import { call } from '#src/console/api.ts'
import { AppButton } from '#src/console/kit/button.tsx'
import { CopyButton } from '#src/console/kit/copy.tsx'
import { TextField } from '#src/console/kit/text-field.tsx'
import { sayProblem } from '#src/console/sending.ts'
import { offerAuthenticator, setUpAuthenticator } from '../../contract.ts'
import classes from '../two-step.module.css'

const QrCode = lazy(() => import('../qr-code.tsx').then((m) => ({ default: m.QrCode })))

type SetUpAuthenticatorProps = {
  /** The backup codes that came with it; null where those of before go on. */
  readonly onDone: (backupCodes: readonly string[] | null) => void
  readonly onCancel?: () => void
}

/** Shows the secret as picture and text, and asks for its first code. */
export function SetUpAuthenticator({ onDone, onCancel }: SetUpAuthenticatorProps) {
  const [offer, setOffer] = useState<{ secret: string; uri: string }>()
  const [code, setCode] = useState('')
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    let here = true
    void call(offerAuthenticator, {}).then((outcome) => {
      if (!here) return
      if (outcome.ok) setOffer(outcome.answer)
      else setProblem(sayProblem(outcome.document))
    })
    return () => {
      here = false
    }
  }, [])
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    if (code.trim() === '') return setProblem('Type the six digits that the app shows.')
    setBusy(true)
    const outcome = await call(setUpAuthenticator, { body: { code } })
    setBusy(false)
    if (outcome.ok) onDone(outcome.answer.backupCodes)
    else setProblem(sayProblem(outcome.document))
  }
  return (
    <form onSubmit={(event) => void submit(event)} className={classes.form} noValidate>
      {offer && (
        <>
          <p>
            Scan this with an authenticator app, such as Google Authenticator, or type the text into it. Then type the
            code that it shows.
          </p>
          <Suspense fallback={null}>
            <QrCode text={offer.uri} label="QR code for the authenticator app" />
          </Suspense>
          <div className={classes.secret}>
            <code dir="ltr" translate="no">
              {offer.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}
            </code>
            <CopyButton text={offer.secret} label="Copy the text" />
          </div>
          <div className={classes.code}>
            <TextField
              label="Code from the app"
              name="authenticator-code"
              value={code}
              onChange={(next) => {
                setCode(next)
                setProblem(undefined)
              }}
              error={problem}
              autoComplete="one-time-code"
              inputMode="numeric"
              ltr
            />
          </div>
        </>
      )}
      {!offer && problem && (
        <p role="alert" className={classes.problem}>
          {problem}
        </p>
      )}
      <div className={classes.buttons}>
        {offer && (
          <AppButton type="submit" look="primary" busy={busy}>
            Set up authenticator
          </AppButton>
        )}
        {onCancel && <AppButton onClick={onCancel}>Cancel</AppButton>}
      </div>
    </form>
  )
}
