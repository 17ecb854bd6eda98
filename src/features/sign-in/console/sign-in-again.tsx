import { useState } from 'react'
import { call } from '#src/console/api.ts'
import { GoogleLink } from '../../google-sign-in/console/widgets/google-link.tsx'
import { SecondStepForm } from '../../two-step/console/widgets/second-step-form.tsx'
import { SetUpSecondStep } from '../../two-step/console/widgets/set-up-second-step.tsx'
import { NewPasswordForm } from '../../passwords/console/widgets/new-password-form.tsx'
import { switchTenant } from '../../tenants/contract.ts'
import { readMe, type Me } from '../contract.ts'
import { PasskeyButton } from './passkey-button.tsx'
import { SignInForm } from './sign-in-form.tsx'
import { useMe } from './widgets/me.tsx'

type Way = 'password' | 'passkey'

/** Signs in over the page whose session ended; what was typed stays, for the same person only. */
export function SignInAgain({ onSignedIn }: { onSignedIn: () => void }) {
  const before = useMe()
  const [step, setStep] = useState<Me['next'] | 'password'>('password')
  /** Of two ways at once the last to answer would win. */
  const [under, setUnder] = useState<Way>()
  const goOn = async () => {
    const now = await call(readMe, {})
    if (!now.ok) return
    if (now.answer.next !== 'home') return setStep(now.answer.next)
    // Somebody else sees nothing of what the last one had on the page.
    if (now.answer.user.id !== before.user.id) return location.assign('/')
    // A new session of an operator begins at home; the page behind belongs to the tenant they worked in.
    if (now.answer.tenant.id !== before.tenant.id) await call(switchTenant, { body: { tenant: before.tenant.id } })
    onSignedIn()
  }
  const done = () => void goOn()
  // Whoever came by a passkey typed no tenant, and the one that was typed here last may be another's. An operator's is not told.
  const tenant = before.tenant.id === before.homeTenant.id ? before.tenant.slug : undefined
  const busyWith = (way: Way) => (is: boolean) => setUnder(is ? way : undefined)
  if (step === 'second-step') return <SecondStepForm onPassed={done} />
  if (step === 'new-password') return <NewPasswordForm person={before} onChosen={done} />
  if (step === 'set-up-second-step')
    return <SetUpSecondStep account={`${before.user.username}, ${before.tenant.name}`} onDone={done} />
  return (
    <>
      <SignInForm
        tenant={tenant}
        name={before.user.username}
        onSignedIn={done}
        waits={under === 'passkey' ? 'Your passkey is being asked.' : undefined}
        onBusy={busyWith('password')}
      />
      <PasskeyButton
        onSignedIn={done}
        waits={under === 'password' ? 'You are being signed in with your password.' : undefined}
        busy={under === 'passkey'}
        onBusy={busyWith('passkey')}
      />
      <GoogleLink />
    </>
  )
}
