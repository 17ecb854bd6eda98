/** How many tries there are, and how long to wait after them (AUTH-7, S13). */

/** So many failures are nobody's business but one's own. */
export const FREE_TRIES = 5
/** In minutes: after the fifth failure, the sixth and so on; the last one after each further failure. */
export const WAITS = [1, 2, 5, 15, 60] as const
/** In a row: then the account waits for somebody who unlocks it (NIST SP 800-63B-4, 3.2.2: no more than 100). */
export const MOST_IN_A_ROW = 100
/** After so long without a failure the waits begin again at the first; those in a row go on being counted. */
export const QUIET_HOURS = 24

/** From one address, over all accounts; whoever comes from a known browser is not among them. */
export const FAILURES_FROM_ONE_ADDRESS = { most: 100, seconds: 3600 } as const

/** A browser is forgotten that nobody signed in from for so long. */
export const DEVICE_DAYS = 180

/** So many accounts of one site, each locked within so many minutes of the one before: one storm, told as one event. */
export const STORM = { accounts: 10, minutes: 10 } as const
