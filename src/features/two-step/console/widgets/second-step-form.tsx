import { useEffect, useRef, useState, type FormEvent } from 'react'
import { call } from '#src/console/api.ts'
import { AppButton, TextButton } from '#src/console/kit/button.tsx'
import { TextField } from '#src/console/kit/text-field.tsx'
import { useAnswer } from '#src/console/query.ts'
import { sayProblem } from '#src/console/sending.ts'
import type { Me } from '../../../sign-in/contract.ts'
import { takeSecondStep } from '../../../sign-in/contract/steps.ts'
import { readWays } from '../../contract.ts'
import { askOwnPasskey } from '../../contract/passkeys.ts'
import { knowsPasskeys, answerWithPasskey } from './browser-passkeys.ts'
import classes from '../two-step.module.css'

type Way = 'code' | 'backupCode'
const words = {
  code: { label: 'Code from your app', help: 'Six digits. Each works once.', button: 'Verify' },
  backupCode: {
    label: 'Backup code',
    help: 'One of the ten that you kept. Each works once.',
    button: 'Use backup code',
  },
} as const
const WRONG = 'That did not fit. A code works once and for half a minute: take the one that is shown now.'
const WRONG_BACKUP = 'That is none of your backup codes, or it was used.'

const otherWay = (way: Way, { authenticator, backupCodes }: { authenticator: boolean; backupCodes: boolean }) =>
  way === 'code' ? backupCodes && 'backupCode' : authenticator && 'code'

/** A code, a backup code or a passkey: whatever the person has. */
export function SecondStepForm({ onPassed }: { onPassed: (next: Me['next']) => void }) {
  const ways = useAnswer(readWays, {}).data?.answer
  const [chosen, setChosen] = useState<Way>()
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const way = chosen ?? (ways?.authenticator ? 'code' : 'backupCode')
  const asks = ways !== undefined
  useEffect(() => input.current?.focus(), [way, asks])
  if (!ways) return null
  const take = async (body: Parameters<typeof call<typeof takeSecondStep>>[1]['body']) => {
    const outcome = await call(takeSecondStep, { body })
    if (outcome.ok) return onPassed(outcome.answer.next)
    if (outcome.problem !== 'wrong-code') return setProblem(sayProblem(outcome.document))
    setProblem(way === 'code' ? WRONG : WRONG_BACKUP)
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    if (typed.trim() === '')
      return setProblem(`Type ${way === 'code' ? 'the code that your app shows' : 'a backup code'}.`)
    setBusy(true)
    await take(way === 'code' ? { code: typed } : { backupCode: typed })
    setBusy(false)
  }
  const byPasskey = async () => {
    setBusy(true)
    const asked = await call(askOwnPasskey, {})
    const passkey = asked.ok ? await answerWithPasskey(asked.answer) : null
    if (passkey) await take({ passkey })
    else setProblem(asked.ok ? 'No passkey answered. Try again, or use another way.' : sayProblem(asked.document))
    setBusy(false)
  }
  const other = otherWay(way, ways)
  return (
    <form onSubmit={(event) => void submit(event)} className={classes.form} noValidate>
      {ways.passkeys && knowsPasskeys() && (
        <AppButton
          look={ways.authenticator ? 'secondary' : 'primary'}
          wide
          busy={busy}
          onClick={() => void byPasskey()}
        >
          Use a passkey
        </AppButton>
      )}
      <TextField
        key={way}
        ref={input}
        label={words[way].label}
        name={way}
        value={typed}
        onChange={(next) => {
          setTyped(next)
          setProblem(undefined)
        }}
        error={problem}
        help={words[way].help}
        autoComplete={way === 'code' ? 'one-time-code' : 'off'}
        inputMode={way === 'code' ? 'numeric' : 'text'}
        ltr
      />
      <AppButton type="submit" look="primary" wide busy={busy}>
        {words[way].button}
      </AppButton>
      {other && (
        <p>
          <TextButton
            onClick={() => {
              setChosen(other)
              setTyped('')
              setProblem(undefined)
            }}
          >
            {other === 'code' ? 'Use the code from your app' : 'Use a backup code'}
          </TextButton>
        </p>
      )}
    </form>
  )
}
