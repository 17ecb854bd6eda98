import { useState, type FormEvent } from 'react'
import { createRoot } from 'react-dom/client'
import { QueryClientProvider } from '@tanstack/react-query'
import { call } from '#src/console/api.ts'
import { AppButton } from '#src/console/kit/button.tsx'
import { PlainDialog } from '#src/console/kit/dialog.tsx'
import { PasswordField } from '#src/console/kit/text-field.tsx'
import { queryClient, useAnswer } from '#src/console/query.ts'
import { sayProblem } from '#src/console/sending.ts'
import { ThemeProvider } from '#src/console/theme/theme.tsx'
import { knowsPasskeys, answerWithPasskey } from '../../two-step/console/widgets/browser-passkeys.ts'
import { askOwnPasskey } from '../../two-step/contract/passkeys.ts'
import { readOwnSecondStep } from '../../two-step/contract.ts'
import { readMe } from '../contract.ts'
import { proveIdentity } from '../contract/steps.ts'
import classes from './sign-in.module.css'

/**
 * Asks over whatever page is open, for the password or a passkey; false when the person turned away. It stands beside the page,
 * not in it, so that any call of any page can be asked and then repeated.
 */
export function proveAgain(): Promise<boolean> {
  const place = document.body.appendChild(document.createElement('div'))
  const root = createRoot(place)
  return new Promise((resolve) => {
    const end = (proved: boolean) => {
      root.unmount()
      place.remove()
      resolve(proved)
    }
    root.render(
      <ThemeProvider>
        <QueryClientProvider client={queryClient}>
          <ProveDialog onEnd={end} />
        </QueryClientProvider>
      </ThemeProvider>,
    )
  })
}

function ProveDialog({ onEnd }: { onEnd: (proved: boolean) => void }) {
  const me = useAnswer(readMe, {}, { staleTime: Infinity }).data?.answer
  const own = useAnswer(readOwnSecondStep, {}).data?.answer
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const prove = async (body: Parameters<typeof call<typeof proveIdentity>>[1]['body'], wrong: string) => {
    const outcome = await call(proveIdentity, { body })
    if (outcome.ok) return onEnd(true)
    setProblem(outcome.problem === 'wrong-proof' ? wrong : sayProblem(outcome.document))
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    if (password === '') return setProblem('Type your password.')
    setBusy(true)
    await prove({ password }, 'That is not your password.')
    setBusy(false)
  }
  const byPasskey = async () => {
    setBusy(true)
    const asked = await call(askOwnPasskey, {})
    const passkey = asked.ok ? await answerWithPasskey(asked.answer) : null
    if (passkey) await prove({ passkey }, 'That passkey did not fit.')
    else setProblem('No passkey answered. Try again, or type your password.')
    setBusy(false)
  }
  return (
    <PlainDialog opened onClose={() => onEnd(false)} title="Prove that it is you">
      <form onSubmit={(event) => void submit(event)} className={classes.form} noValidate>
        <p>This is sensitive, and you signed in more than 15 minutes ago.</p>
        <input type="text" name="username" autoComplete="username" value={me?.user.username ?? ''} readOnly hidden />
        <PasswordField
          label="Your password"
          name="proof-password"
          value={password}
          onChange={(next) => {
            setPassword(next)
            setProblem(undefined)
          }}
          autoComplete="current-password"
          error={problem}
          autoFocus
        />
        <AppButton type="submit" look="primary" wide busy={busy}>
          Go on
        </AppButton>
        {(own?.passkeys.length ?? 0) > 0 && knowsPasskeys() && (
          <AppButton wide busy={busy} onClick={() => void byPasskey()}>
            Use a passkey
          </AppButton>
        )}
      </form>
    </PlainDialog>
  )
}
