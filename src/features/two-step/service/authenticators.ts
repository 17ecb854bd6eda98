/** The own authenticator: shown, confirmed by its first code, removed; and the codes that it gives (AUTH-6, S16). */
import { notFound, notSignedIn } from '../../../contract/problem.ts'
import { atHome, transaction, type Context } from '../../../server/context.ts'
import type { Keyring } from '../../../server/crypto/keyring.ts'
import type { Query } from '../../../server/database/database.ts'
import { nothingOffered, secondStepRequired, wrongCode } from '../contract.ts'
import {
  deleteAuthenticator,
  findAuthenticator,
  findOffer,
  replaceBackupCodes,
  spendStep,
  takeOffer,
  upsertOffer,
} from '../sql/authenticators.ts'
import { findStanding, getLabel, holdPerson } from '../sql/people.ts'
import { codesIfNone } from './backup-codes.ts'
import { demandStillDue, goOn, type SetUp } from './set-up.ts'
import { tellOwn } from './telling.ts'
import { newSecret, stepOf, uriOf } from './totp.ts'

const OFFER_LASTS = 30 * 60_000
/** Where secrets are sealed to, offered ones too: the person, so that nobody's opens for another. */
const placeOf = (userId: string) => `user_authenticators:${userId}:sealed`

/** Shows the actor a new secret. It counts from its first code on. */
export async function offerSecret(asked: Context): Promise<{ secret: string; uri: string }> {
  const ctx = atHome(asked)
  const { tenantId, id } = ctx.actor
  const secret = newSecret()
  const { tenant, username } = await getLabel(ctx.db, tenantId, id)
  await transaction(ctx, (trx) =>
    upsertOffer(trx, tenantId, id, ctx.keyring.seal(secret, placeOf(id)), ctx.clock.now()),
  )
  return { secret, uri: uriOf(secret, { issuer: tenant, label: username }) }
}

/**
 * Makes the secret that was shown the one that counts, by its first code; answers the backup codes, where the person had
 * none. Throws `wrong-code` and `nothing-offered`.
 */
export async function confirmSecret(asked: Context, code: string): Promise<SetUp> {
  const ctx = atHome(asked)
  const { tenantId, id } = ctx.actor
  const now = ctx.clock.now()
  const offer = await findOffer(ctx.db, tenantId, id, new Date(now.getTime() - OFFER_LASTS))
  if (!offer) throw nothingOffered()
  const step = stepOf(ctx.keyring.open(offer.sealed, placeOf(id)), code, now)
  if (step === null) throw wrongCode({ detail: 'That is not the code that the app shows now. Is its clock right?' })
  return transaction(ctx, async (trx) => {
    if (!(await holdPerson(trx, tenantId, id))) throw notSignedIn()
    await demandStillDue(ctx, trx)
    if (!(await takeOffer(trx, tenantId, id, { sealed: offer.sealed, step, at: now }))) throw nothingOffered()
    const backupCodes = await codesIfNone(trx, tenantId, id)
    await tellOwn(ctx, trx, 'authenticator-added')
    return { backupCodes, cookie: await goOn(ctx, trx) }
  })
}

/** Removes the actor's authenticator, and the backup codes with their last second step. Throws `second-step-required`. */
export async function removeOwnAuthenticator(asked: Context): Promise<void> {
  const ctx = atHome(asked)
  const { tenantId, id } = ctx.actor
  await transaction(ctx, async (trx) => {
    if (!(await holdPerson(trx, tenantId, id))) throw notSignedIn()
    const standing = await findStanding(trx, tenantId, id)
    if (standing?.required && standing.passkeys === 0) throw secondStepRequired()
    if (!(await deleteAuthenticator(trx, tenantId, id))) throw notFound()
    if (standing?.passkeys === 0) await replaceBackupCodes(trx, tenantId, id, [])
    await tellOwn(ctx, trx, 'authenticator-removed')
  })
}

/** Accepts a code of somebody's authenticator once; false for a wrong one, and for one of a step that was accepted (S16). */
export async function acceptCode(
  { keyring }: { keyring: Keyring },
  trx: Query,
  tenantId: number,
  userId: string,
  { code, at }: { code: string; at: Date },
): Promise<boolean> {
  const authenticator = await findAuthenticator(trx, tenantId, userId)
  if (!authenticator) return false
  const step = stepOf(keyring.open(authenticator.sealed, placeOf(userId)), code, at)
  return step !== null && spendStep(trx, tenantId, userId, step)
}
