/** A telephone with an authenticator app, in the hands of a test. */
import { Secret, TOTP } from 'otpauth'
import { expect } from 'vitest'
import type { Client } from './client.ts'

/** The code that the app shows at that moment. */
export const codeAt = (secret: string, at: Date): string =>
  new TOTP({ algorithm: 'SHA1', digits: 6, period: 30, secret: Secret.fromBase32(secret) }).generate({
    timestamp: at.getTime(),
  })

type Time = { now(): Date; advance(millis: number): void }

/** Moves the clock to the next code, since each is good once, and reads it. */
export function nextCode(secret: string, clock: Time): string {
  clock.advance(30_000)
  return codeAt(secret, clock.now())
}

export type SetUp = {
  readonly secret: string
  readonly backupCodes: readonly string[]
  /** The cookie after it, where signing in waited for it. */
  readonly cookie: string | undefined
}

/**
 * Sets an authenticator up, as the page does. The code is the one of this moment: a new secret has none used, and the
 * clock is everybody's, so that several who set theirs up at once would each move it under the others' codes.
 */
export async function setUpAuthenticator(person: Client, clock: Pick<Time, 'now'>): Promise<SetUp> {
  const offer = await person.post('/me/authenticator/offer')
  expect(offer.status).toBe(200)
  const { secret } = offer.body
  const { status, body, cookie } = await person.post('/me/authenticator', { code: codeAt(secret, clock.now()) })
  expect(status).toBe(200)
  return { secret, backupCodes: body.backupCodes ?? [], cookie }
}
