import { useState } from 'react'
import { Banner } from '#src/console/kit/banner.tsx'
import { useAnswer } from '#src/console/query.ts'
import { useParam, useSearch } from '#src/console/routing.tsx'
import { readFirstRun } from '../../first-run/contract.ts'
import { sayEnded } from './ended.ts'
import { PasskeyButton } from './passkey-button.tsx'
import { SignInForm } from './sign-in-form.tsx'
import { useGoOn } from './use-go-on.ts'
import { BarePage } from './widgets/bare-page.tsx'

export const SignInPage = () => <SignIn />

/** `/t/acme`: the tenant stands in the address. */
export function TenantSignInPage() {
  return <SignIn tenant={useParam('slug')} />
}

function SignIn({ tenant }: { tenant?: string }) {
  const { reason } = useSearch()
  const goOn = useGoOn()
  const [under, setUnder] = useState<'password' | 'passkey'>()
  const busyWith = (way: 'password' | 'passkey') => (is: boolean) => setUnder(is ? way : undefined)
  const waiting = useAnswer(readFirstRun, {}).data?.answer.waiting
  return (
    <BarePage title="Sign in">
      {reason && <Banner kind={reason === 'signed-out' ? 'info' : 'warning'}>{sayEnded(reason)}</Banner>}
      {waiting && (
        <Banner>
          This installation waits for its first run: open the address that the server printed when it started.
        </Banner>
      )}
      <SignInForm
        tenant={tenant}
        onSignedIn={goOn}
        waits={under === 'passkey' ? 'Your passkey is being asked.' : undefined}
        onBusy={busyWith('password')}
      />
      <PasskeyButton
        onSignedIn={goOn}
        waits={under === 'password' ? 'You are being signed in with your password.' : undefined}
        busy={under === 'passkey'}
        onBusy={busyWith('passkey')}
      />
    </BarePage>
  )
}
