/** What is asked of a request before anything is read: its origin, its permission, its version. */
import type { FastifyRequest } from 'fastify'
import type { AnyEndpoint } from '../../contract/endpoint.ts'
import { permissions } from '../../contract/permissions.ts'
import {
  crossSite,
  forbidden,
  notFound,
  notSignedIn,
  passwordMustChange,
  preconditionRequired,
  sessionsOnly,
  stepWaits,
  type ProblemError,
} from '../../contract/problem.ts'
import { holds, type Actor } from '../actor.ts'
import type { Clock } from '../clock.ts'
import { demandFreshProof } from '../proof.ts'
import type { Module } from '../../contract/modules.ts'

const CHANGES = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/**
 * A page of another site cannot make a signed-in browser change anything (S24): a request that is not let in by a key
 * must carry our header, which no form can set, and must not say that it comes from elsewhere.
 */
export function refuseCrossSite(request: FastifyRequest, ownOrigins: readonly string[]): void {
  if (!CHANGES.has(request.method)) return
  const { origin, 'sec-fetch-site': site, 'x-rollcall': marked } = request.headers
  const foreign =
    (origin !== undefined && !ownOrigins.includes(origin)) ||
    (site !== undefined && site !== 'same-origin' && site !== 'none')
  if (foreign || marked === undefined) throw crossSite()
}

const needsPermission = (name: keyof typeof permissions): ProblemError =>
  forbidden({ detail: `This needs the permission “${permissions[name].says}”.`, more: { permission: name } })

/** Throws unless the actor may come in here at all. To whom it applies is the statement's own predicate. */
export function admit(endpoint: AnyEndpoint, actor: Actor | null, modules: readonly Module[], clock: Clock): void {
  if (endpoint.permission === 'public') return
  if (!actor) throw notSignedIn()
  demandStage(endpoint, actor)
  if (endpoint.sessionOnly && actor.kind !== 'user') throw sessionsOnly()
  // A module that is off is absent: the address answers like one that does not exist.
  if (endpoint.module && !modules.includes(endpoint.module)) throw notFound()
  if (endpoint.permission !== 'signed-in' && !holds(actor, endpoint.permission))
    throw needsPermission(endpoint.permission)
  if (endpoint.sensitive) demandFreshProof({ actor, clock })
}

/** An unfinished session is served its own step and nothing else. */
function demandStage({ stages }: AnyEndpoint, { stage }: Actor): void {
  if (stage === 'whole' || stages?.includes(stage)) return
  throw stage === 'new-password' ? passwordMustChange() : stepWaits({ more: { step: stage } })
}

export const etagOf = (version: number | string) => `"v${version}"`

/** The version that If-Match names (RFC 9110, 13.1.1), as the thing's `version` has it; 428 when a change of one thing comes without it. */
export function readIfMatch(endpoint: AnyEndpoint, header: string | undefined): string {
  if (!endpoint.ifMatch || !CHANGES.has(endpoint.method)) return ''
  const match = /^(?:W\/)?"v(\d{1,9}(?:\.[0-9a-f]{10})?)"$/.exec(header?.trim() ?? '')
  if (!match)
    throw preconditionRequired(
      header === undefined ? {} : { detail: 'If-Match must be the ETag of one version, such as "v3".' },
    )
  return match[1]!
}
