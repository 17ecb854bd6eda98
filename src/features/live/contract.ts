/** The one event stream of the console: `GET /api/v1/events`, server-sent events (WHATWG HTML), JSON in each. */
import * as z from 'zod/mini'
import { endpoint } from '../../contract/endpoint.ts'
import { problem } from '../../contract/problem.ts'
import { stages } from '../../contract/stages.ts'
import type { EndReason } from '../sessions/contract.ts'

export type LiveEvent =
  | { readonly kind: 'hello' }
  /** This very session is over; the page says why and stops. */
  | { readonly kind: 'session-ended'; readonly reason: EndReason }
  /** People changed; ids when they are few, else only how many. */
  | { readonly kind: 'users-changed'; readonly ids?: readonly string[]; readonly count: number }
  /**
   * People came, went, or do something else; ids when they are few and the whole tenant is in sight, else only how many. Nothing
   * of it moves a row: read their presence again where it is shown.
   */
  | { readonly kind: 'presence-changed'; readonly ids?: readonly string[]; readonly count: number }
  /** People did something, told as above: read again what they did where it is shown. */
  | { readonly kind: 'activity'; readonly ids?: readonly string[]; readonly count: number }
  /** A job of the tenant, or a plan that is being made, went on; read it to see how far, if it is one's own. */
  | { readonly kind: 'jobs-changed'; readonly ids: readonly string[] }
  /** What this person may do changed; ask `GET /session` again. */
  | { readonly kind: 'rights-changed' }

/**
 * The windows of one browser share a stream; where they cannot, each that is looked at has its own. Nobody looks at so many: a program
 * that opens streams and forgets them is stopped before it fills the server.
 */
export const MOST_STREAMS = 50
export const tooManyStreams = problem(
  'too-many-streams',
  429,
  'This session listens too often at once',
  `One session has at most ${MOST_STREAMS} event streams open on a server. Close some, or windows that you no longer need; a new one opens as soon as one is closed.`,
)

/** One event of the stream at a time stands in each `data:` line, as JSON of a `LiveEvent`. */
export const openEvents = endpoint({
  method: 'GET',
  path: '/events',
  permission: 'signed-in',
  sessionOnly: true,
  stages,
  summary: 'What happens, as it happens (server-sent events)',
  answers: { 200: z.string() },
  problems: [tooManyStreams],
})

/** Notices between processes that this stream reads; whoever makes the news sends one with its transaction. */
export type LiveNotice =
  'users-changed' | 'presence-changed' | 'activity' | 'rights-changed' | 'sessions-ended' | 'jobs-changed'
