import { Banner } from '#src/console/kit/banner.tsx'
import { queryClient, useAnswer } from '#src/console/query.ts'
import { insideConsole, useGo, useParam, useSearch } from '#src/console/routing.tsx'
import { readFirstRun } from '../../first-run/contract.ts'
import type { Me } from '../contract.ts'
import { sayEnded } from './ended.ts'
import { SignInForm } from './sign-in-form.tsx'
import { BarePage } from './widgets/bare-page.tsx'

export const SignInPage = () => <SignIn />

/** `/t/acme`: the tenant stands in the address. */
export function TenantSignInPage() {
  return <SignIn tenant={useParam('slug')} />
}

function SignIn({ tenant }: { tenant?: string }) {
  const { reason, then = '/' } = useSearch()
  const go = useGo()
  const waiting = useAnswer(readFirstRun, {}).data?.answer.waiting
  const onSignedIn = (next: Me['next']) => {
    queryClient.clear()
    if (next === 'new-password') return go('/new-password', { search: then === '/' ? {} : { then }, replace: true })
    const { path, search } = insideConsole(then)
    go(path, { search, replace: true })
  }
  return (
    <BarePage title="Sign in">
      {reason && <Banner kind={reason === 'signed-out' ? 'info' : 'warning'}>{sayEnded(reason)}</Banner>}
      {waiting && (
        <Banner>
          This installation waits for its first run: open the address that the server printed when it started.
        </Banner>
      )}
      <SignInForm tenant={tenant} onSignedIn={onSignedIn} />
    </BarePage>
  )
}
