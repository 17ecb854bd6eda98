import { useEffect, useRef, useState } from 'react'
import { call } from '#src/console/api.ts'
import { ButtonLink } from '#src/console/kit/button.tsx'
import { useSearch } from '#src/console/routing.tsx'
import { sayProblem } from '#src/console/sending.ts'
import { BarePage } from '../../sign-in/console/widgets/bare-page.tsx'
import { useGoOn } from '../../sign-in/console/widgets/use-go-on.ts'
import { signInWithProvider } from '../contract.ts'

const AGAIN =
  'Begin again in this browser, with the account that your administrator entered for you, or sign in with your password.'

/**
 * `/sign-in/google`: where the provider leads back to. What it put into the address is handed in once and leaves the address at once
 * (S40); a page that is reloaded begins again.
 */
export function ReturnPage() {
  const search = useSearch()
  const [answer] = useState(() => new URLSearchParams(search).toString())
  const [problem, setProblem] = useState(answer === '' ? AGAIN : undefined)
  const goOn = useGoOn()
  const isSent = useRef(false)
  useEffect(() => {
    if (answer === '' || isSent.current) return
    isSent.current = true
    history.replaceState(history.state, '', location.pathname)
    void call(signInWithProvider, { body: { answer } }).then((outcome) => {
      if (outcome.ok) return goOn(outcome.answer.next, outcome.answer.then)
      setProblem(outcome.problem === 'account-refused' ? AGAIN : sayProblem(outcome.document))
    })
  }, [answer, goOn])
  if (problem === undefined)
    return (
      <BarePage title="Signing you in">
        <p role="status">One moment…</p>
      </BarePage>
    )
  return (
    <BarePage title="You are not signed in">
      <p role="alert">{problem}</p>
      <ButtonLink to="/sign-in" look="primary">
        Go to sign in
      </ButtonLink>
    </BarePage>
  )
}
