import { useEffect, useState } from 'react'
import { call } from '#src/console/api.ts'
import { AppButton } from '#src/console/kit/button.tsx'
import { FieldError } from '#src/console/kit/errors.tsx'
import { useAnswer } from '#src/console/query.ts'
import { useSearch } from '#src/console/routing.tsx'
import { sayProblem } from '#src/console/sending.ts'
import { rememberTenant } from '../../../sign-in/console/widgets/remembered-tenant.ts'
import { readProvider, startWithProvider } from '../../contract.ts'

export type GoogleButtonProps = {
  /** As it stands in the form. */
  tenant: string
  /** Why not now. */
  waits: string | undefined
  busy: boolean
  onBusy: (busy: boolean) => void
}

/** Leaves for the provider, with the page that was asked for in mind. Absent where the installation names none. */
export function GoogleButton({ tenant, waits, busy, onBusy }: GoogleButtonProps) {
  const name = useAnswer(readProvider, {}, { staleTime: Infinity }).data?.answer.name
  const { then } = useSearch()
  const [problem, setProblem] = useState<string>()
  useEffect(() => {
    // Back from the provider, a browser may show the page as it was left.
    const again = ({ persisted }: PageTransitionEvent) => persisted && onBusy(false)
    addEventListener('pageshow', again)
    return () => removeEventListener('pageshow', again)
  }, [onBusy])
  if (!name) return null
  const leave = async () => {
    if (tenant === '') return setProblem('Type the tenant first.')
    onBusy(true)
    setProblem(undefined)
    const outcome = await call(startWithProvider, { body: { tenant, ...(then?.startsWith('/') ? { then } : {}) } })
    if (outcome.ok) {
      rememberTenant(tenant)
      return location.assign(outcome.answer.address)
    }
    onBusy(false)
    if (outcome.problem === 'provider-not-offered')
      setProblem(`“${tenant}” does not sign in with ${name}. Check the tenant, or type your password.`)
    else if (outcome.problem === 'provider-away')
      setProblem(`${name} cannot be reached now. Type your password, or try again in a moment.`)
    else setProblem(sayProblem(outcome.document))
  }
  return (
    <>
      <AppButton wide busy={busy} disabledWhy={waits} onClick={() => void leave()}>
        Sign in with {name}
      </AppButton>
      {problem && (
        <div role="alert">
          <FieldError id="google-problem">{problem}</FieldError>
        </div>
      )}
    </>
  )
}
