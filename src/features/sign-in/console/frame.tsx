import { lazy, Suspense, useEffect, type ComponentType, type ReactNode } from 'react'
import { call, onProofAsked } from '#src/console/api.ts'
import { ErrorState } from '#src/console/kit/states.tsx'
import { onLive } from '#src/console/live.ts'
import { keyOf, readAgain, useAnswer } from '#src/console/query.ts'
import { PageParts } from '#src/console/shell/page-parts.tsx'
import { Shell, type ShellProps } from '#src/console/shell/shell.tsx'
import type { RailEntry } from '#src/console/shell/rail.tsx'
import { listSites } from '../../sites/contract.ts'
import { readMe, signOut } from '../contract.ts'
import { sayEnded } from './ended.ts'
import { LedTo } from './led-to.tsx'
import { stepPages } from './widgets/use-go-on.ts'
import { MeProvider, useMe, type Mine } from './widgets/me.tsx'

declare module '#src/console/live.ts' {
  interface LiveEvents {
    /** What this person may do changed. */
    'rights-changed': object
  }
}

onProofAsked(async () => (await import('./prove-again.tsx')).proveAgain())

const SignInAgain = lazy(() => import('./sign-in-again.tsx').then((m) => ({ default: m.SignInAgain })))
const sessionOver: ShellProps['sessionOver'] = {
  SignIn: (props) => (
    <Suspense fallback={null}>
      <SignInAgain {...props} />
    </Suspense>
  ),
  sayEnded,
}

/** What the entry gives the frame: the pages of the rail, and pieces of other features. */
export type FrameParts = {
  rail: (me: Mine) => readonly RailEntry[]
  /** For operators. */
  TenantSwitch: ComponentType
  /** In the top bar: what runs in the background. */
  Jobs: ComponentType
  /** Above every page: what is true of the whole tenant. */
  Notice: ComponentType
  useCommands: () => ShellProps['commands']
}

/** The frame of every page of a signed-in person; somebody who is not is led to the sign-in page and back. */
export const signedInFrame = (parts: FrameParts) =>
  function Frame({ children }: { children: ReactNode }) {
    const { data, error, refetch } = useAnswer(readMe, {}, { staleTime: 60_000 })
    useEffect(() => {
      const again = () => void readAgain({ queryKey: keyOf(readMe) })
      const stops = [onLive('rights-changed', again), onLive('hello', again)]
      return () => stops.forEach((stop) => stop())
    }, [])
    if (!data)
      return error ? (
        <NotIn problem={error.problem} reason={error.document['reason']} onRetry={() => void refetch()} />
      ) : null
    if (data.answer.next !== 'home') return <LedTo page={stepPages[data.answer.next]} />
    return (
      <MeProvider me={data.answer}>
        <SignedIn {...parts}>{children}</SignedIn>
      </MeProvider>
    )
  }

function NotIn({ problem, reason, onRetry }: { problem: string; reason: unknown; onRetry: () => void }) {
  if (problem === 'not-signed-in' || problem === 'session-ended')
    return <LedTo page="/sign-in" reason={typeof reason === 'string' ? reason : undefined} />
  return (
    <ErrorState title="The console could not be opened." onRetry={onRetry}>
      The server does not answer as it should. Nothing of yours is lost.
    </ErrorState>
  )
}

function SignedIn({ rail, TenantSwitch, Jobs, Notice, useCommands, children }: FrameParts & { children: ReactNode }) {
  const me = useMe()
  const sites = useAnswer(listSites, {}, { staleTime: 60_000 }).data?.answer.items ?? []
  const commands = useCommands()
  const leave = async () => {
    await call(signOut, {})
    // A fresh page: nothing of this person stays in memory.
    location.assign('/sign-in?reason=signed-out')
  }
  return (
    <Shell
      rail={rail(me)}
      person={{
        id: me.user.id,
        name: me.user.name,
        detail: me.user.username,
        profile: me.can('own.profile') ? '/me/profile' : undefined,
        security: '/me/security',
      }}
      onSignOut={() => void leave()}
      sites={
        sites.length > 1 ? { home: '/users', sites: sites.map((s) => ({ id: String(s.id), name: s.name })) } : undefined
      }
      tenantSwitch={me.operator ? <TenantSwitch /> : undefined}
      jobs={<Jobs />}
      commands={commands}
      sessionOver={sessionOver}
    >
      <Notice />
      <PageParts rail={rail(me)} />
      {children}
    </Shell>
  )
}
