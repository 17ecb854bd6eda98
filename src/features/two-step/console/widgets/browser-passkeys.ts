/** The browser's side of passkeys, fetched when one is used. Null when the person turned away, or the browser could not. */
import type { startAuthentication, startRegistration } from '@simplewebauthn/browser'
import type { Assertion, Registration } from '../../contract/passkeys.ts'

type Question = { readonly challenge: string }
const library = () => import('@simplewebauthn/browser')

/** Browsers keep passkeys for names, and on secure pages alone. */
export const knowsPasskeys = (): boolean =>
  typeof PublicKeyCredential === 'function' && !/^[\d.]+$|^\[/.test(location.hostname)

export async function makePasskey(question: Question): Promise<Registration | null> {
  const { startRegistration: start } = await library()
  const optionsJSON = question as Parameters<typeof startRegistration>[0]['optionsJSON']
  return (await start({ optionsJSON }).catch(() => null)) as Registration | null
}

export async function answerWithPasskey(question: Question): Promise<Assertion | null> {
  const { startAuthentication: start } = await library()
  const optionsJSON = question as Parameters<typeof startAuthentication>[0]['optionsJSON']
  return (await start({ optionsJSON }).catch(() => null)) as Assertion | null
}
