/** Who calls: a session's cookie or an API key, the tenant in which they work, and where the request came from. */
import type { FastifyRequest } from 'fastify'
import type { AnyEndpoint } from '../../contract/endpoint.ts'
import type { Module } from '../../contract/modules.ts'
import { ProblemError, sessionEnded } from '../../contract/problem.ts'
import type { Actor } from '../actor.ts'
import { plainAddress } from '../addresses.ts'
import { contextFor, type Context, type Origin, type Parts } from '../context.ts'
import { newToken } from '../crypto/tokens.ts'
import { admit, refuseCrossSite } from './guards.ts'

export const SESSION_COOKIE = '__Host-rollcall'
/** Names the browser, and lets nobody in. */
export const DEVICE_COOKIE = '__Host-rollcall-device'
/** Taken along to another site and back, sealed. */
export const ERRAND_COOKIE = '__Host-rollcall-errand'

export type Known = { readonly actor: Actor; readonly modules: readonly Module[] }
/** `attended`: a person did something. A page that asks by itself says `X-Rollcall: background`, and ages no less for it (S20). */
export type Client = { readonly address: string | null; readonly attended: boolean }
/** Who a cookie or a bearer token belongs to; null for nobody. Throws `session-ended` when a session has ended. */
export type Authenticate = (credential: { cookie?: string; bearer?: string }, client: Client) => Promise<Known | null>

const NOBODY: Actor = {
  kind: 'system',
  id: 'nobody',
  name: 'nobody',
  tenantId: 0,
  homeTenantId: 0,
  superuser: false,
  operator: false,
  grants: [],
  sessionId: null,
  stage: 'whole',
  provedAt: null,
}

type Options = { readonly parts: Parts; readonly authenticate: Authenticate; readonly publicUrl: string | null }

/** Makes the context of each request, or throws what keeps it out. */
export function contextOf({ parts, authenticate, publicUrl }: Options) {
  const ownOrigins = (request: FastifyRequest) => [
    publicUrl ? new URL(publicUrl).origin : `${request.protocol}://${request.host}`,
  ]
  return async (request: FastifyRequest, endpoint: AnyEndpoint): Promise<Context> => {
    // Beside any other Authorization it is the cookie that counts.
    if (!bearerOf(request)) refuseCrossSite(request, ownOrigins(request))
    const known = await knownCaller(authenticate, request, endpoint)
    admit(endpoint, known?.actor ?? null, known?.modules ?? [], parts.clock)
    return contextFor(parts, known?.actor ?? NOBODY, known?.modules ?? [], originOf(request), deviceOf(request))
  }
}

const bearerOf = (request: FastifyRequest) => /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]

async function knownCaller(authenticate: Authenticate, request: FastifyRequest, endpoint: AnyEndpoint) {
  const [bearer, token] = [bearerOf(request), request.cookies[SESSION_COOKIE]]
  if (!bearer && !token) return null
  const attended = endpoint.path !== '/events' && request.headers['x-rollcall'] !== 'background'
  const asked = authenticate(bearer ? { bearer } : { cookie: token }, { address: addressOf(request), attended })
  // A session that is over must not keep anybody from what is open to all, such as signing in again.
  return endpoint.permission === 'public' ? asked.catch(nobodyIfEnded) : asked
}

const nobodyIfEnded = (error: unknown): null => {
  if (error instanceof ProblemError && error.kind.slug === sessionEnded.slug) return null
  throw error
}

/** A browser without a token is given one with its next session. */
function deviceOf(request: FastifyRequest): string | null {
  if (bearerOf(request)) return null
  const token = request.cookies[DEVICE_COOKIE]
  return token !== undefined && /^[\w-]{43}$/.test(token) ? token : newToken()
}

/** The rightmost hop that none of the configured proxies added (S32); what a client claims beyond it counts for nothing. */
const addressOf = (request: FastifyRequest): string | null => plainAddress(request.ip)

const originOf = (request: FastifyRequest): Origin => ({
  via: bearerOf(request) || !request.cookies[SESSION_COOKIE] ? 'api' : 'console',
  requestId: request.id,
  address: addressOf(request),
  userAgent: request.headers['user-agent']?.slice(0, 400) ?? null,
})
