/** Which account of the provider may be which user. */

/** What the provider says of an account, once the signature is checked. */
export type ProvidedAccount = {
  readonly issuer: string
  /** Its own name for the account, which is never given to another one. */
  readonly subject: string
  /** Null unless the provider has verified it. */
  readonly email: string | null
  /** The organisation's domain, where the provider says one (`hd` of Google). */
  readonly domain: string | null
}

export const GOOGLE = 'https://accounts.google.com'

/**
 * Whether an account is of a domain that the tenant named; of any when it named none. Google says the domain of an organisation itself: an
 * address alone can be anybody's there. Of another provider it is the domain of the verified address.
 */
export function isOfDomain({ issuer, email, domain }: ProvidedAccount, domains: readonly string[]): boolean {
  if (domains.length === 0) return true
  const own = domain ?? (issuer === GOOGLE ? null : (email?.split('@').at(-1) ?? null))
  return own !== null && domains.includes(plain(own))
}

/**
 * The same address but for capitals of ASCII. Looked for by their folded key, two addresses of different people can be one: `ı` and `i`, or
 * the sign for Kelvin and `k`; what lets somebody in must not fold them.
 */
export const isSameAddress = (one: string, other: string): boolean => plain(one) === plain(other)

const plain = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
