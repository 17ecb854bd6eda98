/** The one event stream of the console: `GET /api/v1/events`, server-sent events (WHATWG HTML), JSON in each. */
import type { EndReason } from '../sessions/contract.ts'

export type LiveEvent =
  | { readonly kind: 'hello' }
  /** This very session is over; the page says why and stops. */
  | { readonly kind: 'session-ended'; readonly reason: EndReason }
  /** People changed; ids when they are few, else only how many. */
  | { readonly kind: 'users-changed'; readonly ids?: readonly string[]; readonly count: number }
  /** What this person may do changed; ask `GET /session` again. */
  | { readonly kind: 'rights-changed' }
