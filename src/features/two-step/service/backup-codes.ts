/** Backup codes: ten, of 78 random bits each, shown once, used once (S17). New ones void the old. */
import { atHome, transaction, type Context } from '../../../server/context.ts'
import { hashToken, newCode } from '../../../server/crypto/tokens.ts'
import type { Query, Trx } from '../../../server/database/database.ts'
import { notSignedIn } from '../../../contract/problem.ts'
import { noSecondStep } from '../contract.ts'
import { countBackupCodes, replaceBackupCodes, spendBackupCode } from '../sql/authenticators.ts'
import { findStanding, holdPerson } from '../sql/people.ts'
import { hasSecondStep } from './standing.ts'
import { tellOwn } from './telling.ts'

const CODES = 10
/** Typed from paper: case, spaces and dashes make no difference. */
const hashOf = (code: string) => hashToken(code.toUpperCase().replaceAll(/[^0-9A-Z]/g, ''))

/** Gives the person codes where none are left from before; null where those go on. */
export const codesIfNone = async (trx: Trx, tenantId: number, userId: string): Promise<string[] | null> =>
  (await countBackupCodes(trx, tenantId, userId)) > 0 ? null : giveCodes(trx, tenantId, userId)

async function giveCodes(trx: Trx, tenantId: number, userId: string): Promise<string[]> {
  const codes = Array.from({ length: CODES }, newCode)
  await replaceBackupCodes(trx, tenantId, userId, codes.map(hashOf))
  return codes
}

/** Gives the actor ten new backup codes; the old ones are void. */
export function renewOwnCodes(asked: Context): Promise<string[]> {
  const ctx = atHome(asked)
  const { tenantId, id } = ctx.actor
  return transaction(ctx, async (trx) => {
    if (!(await holdPerson(trx, tenantId, id))) throw notSignedIn()
    if (!hasSecondStep(await findStanding(trx, tenantId, id))) throw noSecondStep()
    const codes = await giveCodes(trx, tenantId, id)
    await tellOwn(ctx, trx, 'codes-renewed')
    return codes
  })
}

/** Uses a backup code up; false for one that is none of the person's, or was used. */
export const acceptBackupCode = (trx: Query, tenantId: number, userId: string, typed: string, at: Date) =>
  spendBackupCode(trx, tenantId, userId, hashOf(typed), at)
