import { useEffect, useState } from 'react'
import { call } from '#src/console/api.ts'
import { ButtonLink } from '#src/console/kit/button.tsx'
import { NotYet } from '#src/console/kit/states.tsx'
import { ChoosePassword } from '../../passwords/console/widgets/new-password-form.tsx'
import { BarePage } from '../../sign-in/console/widgets/bare-page.tsx'
import { rememberTenant } from '../../sign-in/console/widgets/remembered-tenant.ts'
import { lookAtLink, setPasswordByLink, type Link } from '../contract.ts'
import { forgetTokenInAddress, tokenInAddress } from './token.ts'

export const ActivatePage = () => <LinkPage title="Activate your account" />
export const ResetPage = () => <LinkPage title="Choose a new password" />

type State =
  | { at: 'looking' }
  | { at: 'open'; link: Link }
  | { at: 'over' }
  | { at: 'offline' }
  | { at: 'set'; active: boolean; first: boolean }

/** What a mailed link leads to. Its token leaves the address at once and is in this page's memory alone (S40). */
function LinkPage({ title }: { title: string }) {
  const [token] = useState(tokenInAddress)
  const [state, setState] = useState<State>({ at: 'looking' })
  const [tries, setTries] = useState(0)
  useEffect(forgetTokenInAddress, [])
  useEffect(() => {
    let gone = false
    void call(lookAtLink, { body: { token } }).then((outcome) => {
      if (gone) return
      if (outcome.ok) setState({ at: 'open', link: outcome.answer })
      else setState({ at: outcome.problem === 'link-over' ? 'over' : 'offline' })
    })
    return () => void (gone = true)
  }, [token, tries])
  if (state.at === 'over') return <Over />
  if (state.at === 'set') return <Done {...state} />
  if (state.at !== 'open')
    return (
      <BarePage title={title}>
        <NotYet
          what="the link"
          loaded={false}
          error={state.at === 'offline' ? OFFLINE : null}
          onRetry={() => setTries(tries + 1)}
        />
      </BarePage>
    )
  const { link } = state
  const send = async (password: string) => {
    const outcome = await call(setPasswordByLink, { body: { token, password } })
    if (outcome.ok) {
      rememberTenant(outcome.answer.tenant)
      setState({ at: 'set', active: outcome.answer.active, first: link.kind === 'activation' })
    } else if (outcome.problem === 'link-over') setState({ at: 'over' })
    else return outcome.document
    return undefined
  }
  return (
    <BarePage
      title={title}
      lead={
        <>
          For <bdi>{link.username}</bdi> at <bdi>{link.tenant.name}</bdi>.
        </>
      }
    >
      <ChoosePassword
        owner={{ ...link, tenant: link.tenant.name }}
        least={link.least}
        button={link.kind === 'activation' ? 'Activate the account' : 'Save the password'}
        send={send}
      />
    </BarePage>
  )
}

const OFFLINE = new Error('The server could not be reached. The link is not used up.')

const Over = () => (
  <BarePage title="This link works no longer" after={<ButtonLink to="/sign-in">Go to sign in</ButtonLink>}>
    <p>It was used, it is too old, or a newer one was sent. A link works once.</p>
    <p className="rc-muted">
      If your account is active, ask for another one; if it was to be activated, ask your administrator.
    </p>
    <ButtonLink to="/forgot" look="primary">
      Ask for another link
    </ButtonLink>
  </BarePage>
)

/** No session begins here: the second step and whatever else stands before the console are asked for at the sign-in (S9). */
const Done = ({ active, first }: { active: boolean; first: boolean }) => (
  <BarePage title="Your password is set">
    <p role="status">
      {active
        ? first
          ? 'Your account is active. Sign in with your new password.'
          : 'Sign in with it. You were signed out everywhere else.'
        : 'Your account is inactive, so you cannot sign in yet. Ask your administrator.'}
    </p>
    <ButtonLink to="/sign-in" look="primary">
      Go to sign in
    </ButtonLink>
  </BarePage>
)
