import { useEffect, useState, type ComponentType } from 'react'
import { onSessionEnded } from '../api.ts'
import { PlainDialog } from '../kit/dialog.tsx'
import { onLive, resumeLive } from '../live.ts'
import { queryClient } from '../query.ts'

export type SessionOverProps = {
  /** Signs in again, over the page; calls back once it is done. */
  SignIn: ComponentType<{ onSignedIn: () => void }>
  /** Why it ended, in words, from the reason that the server gives. */
  sayEnded: (reason: string | undefined) => string
}

/** The session is over: says why, and signs in over the page, so that nothing typed is lost. */
export function SessionOver({ SignIn, sayEnded }: SessionOverProps) {
  const [ended, setEnded] = useState<{ reason: string | undefined }>()
  useEffect(() => {
    // The first reason stays: later refusals only say that there is no session any more.
    const end = (reason: string | undefined) => setEnded((before) => before ?? { reason })
    const stops = [
      onLive('session-ended', (event) => end(event.reason)),
      onSessionEnded((document) => end(typeof document['reason'] === 'string' ? document['reason'] : undefined)),
    ]
    return () => stops.forEach((stop) => stop())
  }, [])
  if (!ended) return null
  const onSignedIn = () => {
    setEnded(undefined)
    resumeLive()
    void queryClient.invalidateQueries()
  }
  return (
    <PlainDialog opened stubborn onClose={() => undefined} title="Sign in to go on">
      <p role="alert">{sayEnded(ended.reason)}</p>
      <p className="rc-muted">What you typed is still on the page behind.</p>
      <SignIn onSignedIn={onSignedIn} />
    </PlainDialog>
  )
}
