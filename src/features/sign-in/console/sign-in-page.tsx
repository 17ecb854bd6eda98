import { useState } from 'react'
import { Banner } from '#src/console/kit/banner.tsx'
import { useAnswer } from '#src/console/query.ts'
import { useParam, useSearch } from '#src/console/routing.tsx'
import { GoogleButton } from '../../google-sign-in/console/widgets/google-button.tsx'
import { readFirstRun } from '../../first-run/contract.ts'
import { sayEnded } from './ended.ts'
import { PasskeyButton } from './passkey-button.tsx'
import { SignInForm } from './sign-in-form.tsx'
import { useGoOn } from './widgets/use-go-on.ts'
import { BarePage } from './widgets/bare-page.tsx'

export const SignInPage = () => <SignIn />

/** `/t/acme`: the tenant stands in the address. */
export function TenantSignInPage() {
  return <SignIn tenant={useParam('slug')} />
}

function SignIn({ tenant }: { tenant?: string }) {
  const { reason } = useSearch()
  const goOn = useGoOn()
  const [under, setUnder] = useState<Way>()
  const [typed, setTyped] = useState('')
  const busyWith = (way: Way) => (is: boolean) => setUnder(is ? way : undefined)
  /** Of two ways at once the last to answer would win. */
  const waitsFor = (way: Way) => (under === undefined || under === way ? undefined : underWay[under])
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
        waits={waitsFor('password')}
        onTenant={setTyped}
        onBusy={busyWith('password')}
      />
      <PasskeyButton
        onSignedIn={goOn}
        waits={waitsFor('passkey')}
        busy={under === 'passkey'}
        onBusy={busyWith('passkey')}
      />
      <GoogleButton tenant={typed} waits={waitsFor('google')} busy={under === 'google'} onBusy={busyWith('google')} />
    </BarePage>
  )
}

type Way = 'password' | 'passkey' | 'google'
const underWay: Readonly<Record<Way, string>> = {
  password: 'You are being signed in with your password.',
  passkey: 'Your passkey is being asked.',
  google: 'You are being led on to sign in.',
}
