/** With which OpenID provider people may sign in, Google unless told otherwise: the settings that begin with OIDC_ (FACE-3). */

export type OpenIdSettings = {
  /** As the provider calls itself, `https://accounts.google.com`; its discovery document stands below it. */
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** What people call it: `Google`. */
  readonly name: string
}

const isLoopback = (host: string) => /^(localhost|\[::1\]|127(\.\d{1,3}){3})$/.test(host)

/** Null without client id and secret. Throws a sentence that says how to mend what is wrong, and repeats no secret. */
export function readOpenIdSettings(given: OpenIdSettings): OpenIdSettings | null {
  const { issuer, clientId, clientSecret, name } = given
  if (clientId === '' && clientSecret === '') return null
  if (clientId === '' || clientSecret === '')
    throw new Error('OIDC_CLIENT_ID and OIDC_CLIENT_SECRET go together. Set both, or neither.')
  if (!isAddress(issuer))
    throw new Error('OIDC_ISSUER is not the https address of a provider. Write it like https://accounts.google.com.')
  if (!/^[^\p{Cc}]{1,40}$/u.test(name))
    throw new Error('OIDC_NAME is longer than 40 characters. It stands on a button: “Sign in with …”.')
  return given
}

/** Its secret travels over TLS, or does not leave the machine. */
function isAddress(issuer: string): boolean {
  const url = URL.canParse(issuer) ? new URL(issuer) : null
  if (!url || url.search !== '' || url.hash !== '' || url.username !== '') return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
}
