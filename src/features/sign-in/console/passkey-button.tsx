import { useState } from 'react'
import { call } from '#src/console/api.ts'
import { AppButton } from '#src/console/kit/button.tsx'
import { sayProblem } from '#src/console/sending.ts'
import { knowsPasskeys, answerWithPasskey } from '../../two-step/console/widgets/browser-passkeys.ts'
import { askAnyPasskey } from '../../two-step/contract/passkeys.ts'
import type { Me } from '../contract.ts'
import { signInByPasskey } from '../contract/steps.ts'
import classes from './sign-in.module.css'

export type PasskeyButtonProps = {
  onSignedIn: (next: Me['next']) => void
  /** Why not now. */
  waits: string | undefined
  busy: boolean
  onBusy: (busy: boolean) => void
}

/** Signing in without tenant, name and password: the passkey knows whose it is. Absent where browsers keep none. */
export function PasskeyButton({ onSignedIn, waits, busy, onBusy }: PasskeyButtonProps) {
  const [problem, setProblem] = useState<string>()
  if (!knowsPasskeys()) return null
  const signIn = async () => {
    onBusy(true)
    setProblem(undefined)
    const asked = await call(askAnyPasskey, {})
    const passkey = asked.ok ? await answerWithPasskey(asked.answer) : null
    const outcome = passkey && (await call(signInByPasskey, { body: { passkey } }))
    onBusy(false)
    if (outcome?.ok) return onSignedIn(outcome.answer.next)
    if (!asked.ok) return setProblem(sayProblem(asked.document))
    if (!outcome) return setProblem('No passkey answered. Type your password instead.')
    const unknown = 'This passkey opens no account here. Type your password instead.'
    setProblem(outcome.problem === 'wrong-credentials' ? unknown : sayProblem(outcome.document))
  }
  return (
    <>
      <AppButton wide busy={busy} disabledWhy={waits} onClick={() => void signIn()}>
        Use a passkey
      </AppButton>
      {problem && (
        <div role="alert" className={classes.problem}>
          {problem}
        </div>
      )}
    </>
  )
}
