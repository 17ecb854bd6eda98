/** Proving with a passkey who one is: as a second step, again before something sensitive, or instead of a password. */
import { generateAuthenticationOptions, verifyAuthenticationResponse } from '@simplewebauthn/server'
import type { Context } from '../../../server/context.ts'
import type { Query } from '../../../server/database/database.ts'
import type { Assertion } from '../contract/passkeys.ts'
import { findPasskey, listPasskeys, usePasskey, type PasskeyRow } from '../sql/passkeys.ts'
import { endOfChallenge, newChallenge, spend, type Purpose } from './challenges.ts'
import { relyingParty } from './relying-party.ts'
import { readHandle } from './user-handle.ts'

/** A question for the passkeys of the actor. */
export async function questionForOwn(ctx: Context) {
  const { homeTenantId, id, sessionId } = ctx.actor
  const own = await listPasskeys(ctx.database.tenant(homeTenantId), homeTenantId, id)
  return generateAuthenticationOptions({
    rpID: relyingParty(ctx).id,
    allowCredentials: own.map((one) => ({ id: one.credential_id, transports: one.transports })),
    challenge: newChallenge(ctx, 'prove', sessionId),
    userVerification: 'required',
  })
}

/** A question for whichever passkey of this installation the browser has. */
export const questionForAnybody = (ctx: Context) =>
  generateAuthenticationOptions({
    rpID: relyingParty(ctx).id,
    challenge: newChallenge(ctx, 'sign-in', null),
    userVerification: 'required',
  })

/** Whose passkey says that it answers; nothing is proved by that. */
export const ownerOf = ({ response }: Assertion) => readHandle(response.userHandle ?? '')

type Person = { readonly tenantId: number; readonly userId: string }

/** Accepts the answer of a person's passkey to our question, once; false for whatever else it is. */
export async function acceptPasskey(
  ctx: Context,
  trx: Query,
  { tenantId, userId }: Person,
  { answer, purpose }: { readonly answer: Assertion; readonly purpose: Purpose },
): Promise<boolean> {
  const passkey = await findPasskey(trx, tenantId, userId, answer.id)
  if (!passkey) return false
  const verified = await verify(ctx, passkey, answer, purpose)
  if (!verified) return false
  const { challenge, end, counter } = verified
  const at = ctx.clock.now()
  return (
    (await spend(trx, tenantId, challenge, end, at)) &&
    usePasskey(trx, tenantId, userId, { id: passkey.id, was: passkey.counter, counter, at })
  )
}

async function verify(ctx: Context, passkey: PasskeyRow, answer: Assertion, purpose: Purpose) {
  const party = relyingParty(ctx)
  const sessionId = purpose === 'sign-in' ? null : ctx.actor.sessionId
  let answered = { challenge: '', end: null as Date | null }
  const result = await verifyAuthenticationResponse({
    response: { ...answer, response: { ...answer.response, userHandle: answer.response.userHandle ?? undefined } },
    expectedRPID: party.id,
    expectedOrigin: party.origin,
    expectedChallenge: (challenge) => {
      answered = { challenge, end: endOfChallenge(ctx, challenge, purpose, sessionId) }
      return answered.end !== null
    },
    credential: {
      id: passkey.credential_id,
      publicKey: new Uint8Array(passkey.public_key),
      counter: passkey.counter,
      transports: passkey.transports,
    },
    // What is malformed, signed by another key or counts backwards (a copied key) is thrown.
  }).catch(() => null)
  if (!result?.verified || answered.end === null) return null
  return { challenge: answered.challenge, end: answered.end, counter: result.authenticationInfo.newCounter }
}
