/** Time-based one-time passwords (RFC 6238) as Google Authenticator computes them: SHA-1, six digits, thirty seconds. */
import { Secret, TOTP } from 'otpauth'

const PERIOD = 30
const ALGORITHM = { algorithm: 'SHA1', digits: 6, period: PERIOD } as const
/** One step before and after the server's own (S16): clocks of telephones go a little wrong, and typing takes time. */
const SKEW = 1

/** 160 random bits (RFC 4226, section 4, R6), as base32. */
export const newSecret = (): string => new Secret({ size: 20 }).base32

/** `otpauth://totp/<tenant>:<username>?secret=…`, as authenticators read it from a QR code. */
export const uriOf = (secret: string, { issuer, label }: { issuer: string; label: string }): string =>
  new TOTP({ ...ALGORITHM, issuer, label, secret: Secret.fromBase32(secret) }).toString()

/** The time step, in periods since 1970, that a typed code belongs to; null for a code of none near this moment. */
export function stepOf(secret: string, typed: string, now: Date): number | null {
  const token = typed.replaceAll(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return null
  const timestamp = now.getTime()
  const delta = TOTP.validate({ ...ALGORITHM, token, secret: Secret.fromBase32(secret), timestamp, window: SKEW })
  return delta === null ? null : TOTP.counter({ period: PERIOD, timestamp }) + delta
}
