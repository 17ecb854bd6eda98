/** How long what is known of people’s presence is kept, and what counts as work. */
import type { State } from './contract/presence.ts'

export const MINUTE = 60_000
export const DAY = 86_400_000
/** Days of which the words about what somebody did are kept: a month and a few days, so that a month can be looked back at. */
export const KEPT_DAYS = 35
/** A word is believed for so long after it was said: a system that fell silent leaves nobody on a call for ever. */
export const BELIEVED_HOURS = 24
/** What counts as hours worked: breaks do not. */
export const WORK: ReadonlySet<State> = new Set(['available', 'on-call', 'wrap-up'])
