/** One's own passkeys: set up, renamed, removed. A passkey is a second step, and by itself a way to sign in. */
import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server'
import { isUuid, newId } from '../../../contract/ids.ts'
import { changedMeanwhile, notFound, notSignedIn, type ProblemError } from '../../../contract/problem.ts'
import { atHome, transaction, type Context } from '../../../server/context.ts'
import type { Trx } from '../../../server/database/database.ts'
import { secondStepRequired, nothingOffered } from '../contract.ts'
import { passkeyRefused, type Registration } from '../contract/passkeys.ts'
import { replaceBackupCodes } from '../sql/authenticators.ts'
import {
  deletePasskey,
  hasPasskey,
  insertPasskey,
  listPasskeys,
  renamePasskey,
  type PasskeyRow,
} from '../sql/passkeys.ts'
import { findStanding, getLabel, holdPerson } from '../sql/people.ts'
import { codesIfNone } from './backup-codes.ts'
import { endOfChallenge, newChallenge, spend } from './challenges.ts'
import { relyingParty } from './relying-party.ts'
import { demandStillDue, goOn, type SetUp } from './set-up.ts'
import { tellOwn } from './telling.ts'
import { handleOf } from './user-handle.ts'

/** What the browser is asked, to make a passkey that can be found without a name and knows its person. */
export async function offerOwnPasskey(asked: Context) {
  const ctx = atHome(asked)
  const { tenantId, id, name, sessionId } = ctx.actor
  const party = relyingParty(ctx)
  const { tenant, username } = await getLabel(ctx.db, tenantId, id)
  const present = await listPasskeys(ctx.db, tenantId, id)
  return generateRegistrationOptions({
    rpID: party.id,
    rpName: tenant,
    userID: handleOf(tenantId, id),
    userName: username,
    userDisplayName: name,
    challenge: newChallenge(ctx, 'set-up', sessionId),
    excludeCredentials: present.map((one) => ({ id: one.credential_id, transports: one.transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
}

export type AddedPasskey = SetUp & { readonly passkey: ReturnType<typeof shape> }

/** Takes the passkey that the browser made. Throws `passkey-refused` and `nothing-offered`. */
export async function addOwnPasskey(asked: Context, name: string, made: Registration): Promise<AddedPasskey> {
  const ctx = atHome(asked)
  const { tenantId, id } = ctx.actor
  const now = ctx.clock.now()
  const { credential, challenge, end } = await verify(ctx, made)
  const row = {
    id: newId(),
    credential_id: credential.id,
    public_key: Buffer.from(credential.publicKey),
    counter: credential.counter,
    transports: made.response.transports ?? [],
    name,
    created_at: now,
  }
  return transaction(ctx, async (trx) => {
    if (!(await holdPerson(trx, tenantId, id))) throw notSignedIn()
    await demandStillDue(ctx, trx)
    if (!(await spend(trx, tenantId, challenge, end, now))) throw nothingOffered()
    if (!(await insertPasskey(trx, tenantId, id, row))) throw passkeyRefused()
    const backupCodes = await codesIfNone(trx, tenantId, id)
    await tellOwn(ctx, trx, 'passkey-added')
    return { passkey: shape({ ...row, last_used_at: null, version: 1 }), backupCodes, cookie: await goOn(ctx, trx) }
  })
}

async function verify(ctx: Context, made: Registration) {
  const party = relyingParty(ctx)
  let answered = { challenge: '', end: null as Date | null }
  const result = await verifyRegistrationResponse({
    response: made,
    expectedRPID: party.id,
    expectedOrigin: party.origin,
    expectedChallenge: (challenge) => {
      answered = { challenge, end: endOfChallenge(ctx, challenge, 'set-up', ctx.actor.sessionId) }
      return answered.end !== null
    },
  }).catch(() => null)
  if (!result?.verified || answered.end === null) throw passkeyRefused()
  return { credential: result.registrationInfo.credential, challenge: answered.challenge, end: answered.end }
}

/** Gives one of the actor's passkeys another name. */
export async function renameOwn(asked: Context, passkeyId: string, version: number, name: string): Promise<void> {
  const ctx = atHome(asked)
  const { tenantId, id } = ctx.actor
  if (!isUuid(passkeyId)) throw notFound()
  await transaction(ctx, async (trx) => {
    if (!(await renamePasskey(trx, tenantId, id, { id: passkeyId, version }, name)))
      throw await whyNone(ctx, trx, passkeyId)
  })
}

/** Of a passkey that is not there in that version: whether it is there at all. */
const whyNone = async ({ actor }: Context, trx: Trx, passkeyId: string): Promise<ProblemError> =>
  (await hasPasskey(trx, actor.tenantId, actor.id, passkeyId)) ? changedMeanwhile() : notFound()

/** Removes one of the actor's passkeys, and the backup codes with their last second step. Throws `second-step-required`. */
export async function removeOwnPasskey(asked: Context, passkeyId: string, version: number): Promise<void> {
  const ctx = atHome(asked)
  const { tenantId, id } = ctx.actor
  if (!isUuid(passkeyId)) throw notFound()
  await transaction(ctx, async (trx) => {
    if (!(await holdPerson(trx, tenantId, id))) throw notSignedIn()
    if (!(await deletePasskey(trx, tenantId, id, { id: passkeyId, version }))) throw await whyNone(ctx, trx, passkeyId)
    const left = await findStanding(trx, tenantId, id)
    const isLast = left !== undefined && !left.authenticator && left.passkeys === 0
    if (isLast && left.required) throw secondStepRequired()
    if (isLast) await replaceBackupCodes(trx, tenantId, id, [])
    await tellOwn(ctx, trx, 'passkey-removed')
  })
}

/** A passkey as its owner sees it. */
export const shape = ({ id, name, created_at, last_used_at, version }: Omit<PasskeyRow, 'public_key'>) => ({
  id,
  name,
  createdAt: created_at.toISOString(),
  lastUsedAt: last_used_at?.toISOString() ?? null,
  version,
})
