/** The one place that speaks with the provider (OpenID Connect Core 1.0, 3.1): the code with PKCE (RFC 7636), state and nonce. */
import * as openid from 'openid-client'
import type { Context } from '../../../server/context.ts'
import type { OpenIdSettings } from '../../../server/openid-settings.ts'
import { providerAway } from '../contract.ts'
import { GOOGLE, type ProvidedAccount } from '../rules.ts'
import { boundedFetch, PATIENCE_SECONDS } from './bounded-fetch.ts'
import type { Errand } from './errand.ts'

/** A provider may move its addresses and keys; a long-lived process asks again. */
const KNOWN_FOR = 3_600_000
type Known = { readonly until: number; readonly provider: Promise<openid.Configuration> }
const met = new WeakMap<OpenIdSettings, Known>()

/** What the provider says of itself, asked once for everybody who comes meanwhile. */
function providerOf(settings: OpenIdSettings): Promise<openid.Configuration> {
  const present = met.get(settings)
  if (present && present.until > Date.now()) return present.provider
  const provider = discover(settings)
  met.set(settings, { until: Date.now() + KNOWN_FOR, provider })
  provider.catch(() => met.delete(settings))
  return provider
}

/** Reads the provider's discovery document. Throws whatever went wrong. */
export function discover({ issuer, clientId, clientSecret }: OpenIdSettings): Promise<openid.Configuration> {
  const url = new URL(issuer)
  return openid.discovery(url, clientId, undefined, openid.ClientSecretPost(clientSecret), {
    timeout: PATIENCE_SECONDS,
    // Http is a provider on this very machine: the settings take no other.
    execute: [openid.enableNonRepudiationChecks, ...(url.protocol === 'http:' ? [openid.allowInsecureRequests] : [])],
    [openid.customFetch]: boundedFetch,
  })
}

/** The page to which the provider leads back, to be registered there: by the configured address, never a request's (S10). */
export const returnAddress = (publicOrigin: string): string => `${publicOrigin}/sign-in/google`

export type Asked = { readonly address: string } & Pick<Errand, 'state' | 'nonce' | 'verifier'>

/** Where a browser is sent, and what must come back with it. Throws `provider-away`. */
export async function askAt(ctx: Context, settings: OpenIdSettings): Promise<Asked> {
  const provider = await providerOf(settings).catch((error: unknown) => giveUp(ctx, error))
  const [state, nonce, verifier] = [openid.randomState(), openid.randomNonce(), openid.randomPKCECodeVerifier()]
  const url = openid.buildAuthorizationUrl(provider, {
    redirect_uri: returnAddress(ctx.publicOrigin),
    scope: 'openid email',
    state,
    nonce,
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(knowsSelect(provider.serverMetadata()) ? { prompt: 'select_account' } : {}),
  })
  return { address: url.href, state, nonce, verifier }
}

/** Desks are shared: who sat there before is not who signs in now. Some providers refuse a prompt that they do not know. */
const knowsSelect = ({ issuer, prompt_values_supported: known }: openid.ServerMetadata): boolean =>
  issuer === GOOGLE || (Array.isArray(known) && known.includes('select_account'))

/**
 * Whose account it is that the provider answered with; null when it vouches for nobody, or its answer does not fit what was asked. Throws
 * `provider-away` when it cannot be asked.
 */
export async function accountBehind(
  ctx: Context,
  settings: OpenIdSettings,
  answer: URLSearchParams,
  { state, nonce, verifier }: Errand,
): Promise<ProvidedAccount | null> {
  const at = new URL(returnAddress(ctx.publicOrigin))
  at.search = answer.toString()
  const provider = await providerOf(settings).catch((error: unknown) => giveUp(ctx, error))
  try {
    const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true }
    const tokens = await openid.authorizationCodeGrant(provider, at, checks)
    return accountOf(tokens.claims()!)
  } catch (error) {
    if (!isItsWord(error)) return giveUp(ctx, error)
    ctx.log.warn({ ...saidBy(error), requestId: ctx.origin.requestId }, 'the provider vouched for nobody')
    return null
  }
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

const accountOf = ({ iss, sub, email, email_verified: verified, hd }: openid.IDToken): ProvidedAccount => ({
  issuer: iss,
  subject: sub,
  email: verified === true ? text(email) : null,
  domain: text(hd),
})

/** It answered, and not with an account; else it could not be asked, or does not take us for its client. */
const isItsWord = (error: unknown): boolean =>
  error instanceof openid.AuthorizationResponseError ||
  (error instanceof openid.ResponseBodyError && error.error === 'invalid_grant') ||
  (error instanceof openid.ClientError && error.code !== undefined && !AWAY.has(error.code))
const AWAY = new Set(
  ['TIMEOUT', 'ABORT', 'RESPONSE_IS_NOT_CONFORM', 'RESPONSE_IS_NOT_JSON', 'PARSE_ERROR'].map((why) => `OAUTH_${why}`),
)

function giveUp(ctx: Context, error: unknown): never {
  ctx.log.error({ ...saidBy(error), requestId: ctx.origin.requestId }, 'the provider for signing in cannot be asked')
  throw providerAway()
}

/** Words alone: the error itself carries the code and what was sent with it (S40). */
const saidBy = (error: unknown) => {
  const { name, message, code, error: word, cause } = error as Error & { code?: unknown; error?: unknown }
  return { name, message, code, word, because: (cause as Error | undefined)?.message }
}
