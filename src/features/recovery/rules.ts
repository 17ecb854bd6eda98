/**
 * Recovery as a state machine (SECURITY rule 1). A link is open from the moment it is mailed until it is used, replaced by a
 * newer one of the same person, too old, or the account is no longer what it was: then it is over, and nothing opens it again.
 *
 *     mailed ──► open ──► used
 *                  └────► over: replaced · too old · another address, status or password
 *
 * Only an open link sets a password, and only of the person that it was mailed to. None of them opens a session (S9).
 */
export const linkKinds = ['forgot', 'activation', 'reset'] as const
export type LinkKind = (typeof linkKinds)[number]

const MINUTE = 60_000

type Rule = {
  /** Milliseconds (S8: an hour at most for a link that replaces a password). */
  readonly goodFor: number
  /** Who is sent one; the status must still be the same when it is used. */
  readonly sentTo: readonly ('pending' | 'active' | 'inactive')[]
  /** The page of the console; the token stands behind the `#`, which no browser sends to any server (S40). */
  readonly page: '/activate' | '/reset'
}
export const linkRules: Readonly<Record<LinkKind, Rule>> = {
  forgot: { goodFor: 30 * MINUTE, sentTo: ['active'], page: '/reset' },
  activation: { goodFor: 7 * 24 * 60 * MINUTE, sentTo: ['pending'], page: '/activate' },
  reset: { goodFor: 60 * MINUTE, sentTo: ['active', 'inactive'], page: '/reset' },
}
