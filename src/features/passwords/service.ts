/** Passwords are set here and nowhere else: one's own, or a generated temporary one (AUTH-2, AUTH-3, S7). */
import type { Clock } from '../../server/clock.ts'
import type { Context } from '../../server/context.ts'
import { hashPassword, verifyPassword } from '../../server/crypto/passwords.ts'
import { newPassword } from '../../server/crypto/tokens.ts'
import type { Database, Query, Trx } from '../../server/database/database.ts'
import { passwordRefused } from '../sign-in/contract.ts'
import { changeOne } from '../changes/service/run.ts'
import { defineAction, type AnyAction } from '../changes/service/action.ts'
import { endSessionsOf, liveSessionsOf } from '../sessions/service.ts'
import { operatorsOnly } from '../tenants/contract.ts'
import { givePasswordsAction, resetPasswordAction, type ResetParams } from './contract.ts'
import { checkNewPassword, PASSWORD_MIN, PASSWORD_MIN_BESIDE_SECOND_STEP, type PasswordOwner } from './rules.ts'
import { commonPasswords } from './service/common-passwords.ts'
import {
  activatePending,
  deletePasswords,
  findHash,
  findSecondStepRequired,
  getOwner,
  judgeReset,
  replaceHash,
  spendTemporary,
  upsertPasswords,
  type PasswordRow,
} from './sql.ts'

const TEMPORARY = 24 * 3_600_000

/** Throws `password-refused`, with every reason, unless the password may be chosen by somebody of whom nothing more is asked. */
export function refuseWeakPassword(password: string, owner: PasswordOwner, pointer: string, least?: number): void {
  const faults = checkNewPassword(password, owner, { least, common: commonPasswords() })
  if (faults.length === 0) return
  throw passwordRefused({
    detail: faults.map((fault) => fault.message).join(' '),
    errors: faults.map((fault) => ({ pointer, ...fault })),
  })
}

type Of = { readonly tenantId: number; readonly id: string }

/** The same for a person who is there already: what is known of them, and how long theirs must be. */
export async function demandGoodPassword(
  db: Query,
  { tenantId, id }: Of,
  password: string,
  pointer: string,
): Promise<void> {
  const [owner, least] = [await getOwner(db, tenantId, id), await leastLengthOf(db, { tenantId, id })]
  refuseWeakPassword(password, { ...owner, name: nameOf(owner) }, pointer, least)
}

export const nameOf = (owner: { first_name: string | null; last_name: string | null }): string =>
  [owner.first_name, owner.last_name].filter(Boolean).join(' ')

/** Characters that a person's password has at least: fewer where a second step is required of them (S1). */
export const leastLengthOf = async (db: Query, { tenantId, id }: Of): Promise<number> =>
  (await findSecondStepRequired(db, tenantId, id)) ? PASSWORD_MIN_BESIDE_SECOND_STEP : PASSWORD_MIN

/** Throws `password-refused` for the password that the actor has already: whoever gave a temporary one knows it (S7). */
export async function refusePresentPassword({ db, actor }: Context, password: string, pointer: string): Promise<void> {
  const hash = await findHash(db, actor.tenantId, actor.id)
  if (hash === undefined || !(await verifyPassword(hash, password))) return
  const message = 'That is the password that you were given, and whoever gave it knows it. Choose one of your own.'
  throw passwordRefused({ detail: message, errors: [{ pointer, code: 'present', message }] })
}

/** Whether that is the password that opens an account now. */
export async function fitsPresentPassword(
  db: Query,
  tenantId: number,
  userId: string,
  password: string,
): Promise<boolean> {
  const hash = await findHash(db, tenantId, userId)
  return hash !== undefined && verifyPassword(hash, password)
}

/** Sets the password that somebody chose. */
export const setOwnPassword = (
  { actor, clock }: Pick<Context, 'actor' | 'clock'>,
  trx: Trx,
  userId: string,
  hash: string,
) =>
  upsertPasswords(
    trx,
    actor.tenantId,
    [userId],
    new Map([[userId, { hash, temporary: false, must_change: false, expires_at: null }]]),
    clock.now(),
  )

export type TemporaryPassword = { readonly password: string; readonly expiresAt: Date }

/** Gives a user a generated password, good for one sign-in within 24 hours; only its hash is kept. */
export async function giveTemporaryPassword(
  ctx: Pick<Context, 'actor' | 'clock'>,
  trx: Trx,
  userId: string,
): Promise<TemporaryPassword> {
  const { password, row } = await generate(ctx.clock, false)
  await upsertPasswords(trx, ctx.actor.tenantId, [userId], new Map([[userId, row]]), ctx.clock.now())
  return { password, expiresAt: row.expires_at! }
}

async function generate(clock: Clock, lasting: boolean): Promise<{ password: string; row: PasswordRow }> {
  const password = newPassword()
  const hash = await hashPassword(password)
  const expires_at = lasting ? null : new Date(clock.now().getTime() + TEMPORARY)
  return { password, row: { hash, temporary: !lasting, must_change: !lasting, expires_at } }
}

export type GivenPassword = { readonly password: string; readonly expiresAt: Date | null }
export type ResetPassword = GivenPassword & { readonly sessionsEnded: number }

/**
 * Gives a user a generated password in place of the present one and signs them out everywhere. It is temporary, unless
 * an operator wants it to last. Whoever was pending becomes active by it: this is their way in.
 */
export async function resetPasswordOf(ctx: Context, userId: string, lasting: boolean): Promise<ResetPassword> {
  if (lasting && !ctx.actor.operator)
    throw operatorsOnly({ detail: 'Only an operator may give a password that lasts. Give a temporary one.' })
  const given = new Map<string, GivenPassword>()
  const { effects } = await changeOne(ctx, resetting(lasting, given), userId, { lasting })
  return { ...given.get(userId)!, sessionsEnded: effects.sessionsEnded ?? 0 }
}

/** The action, for one person or for many; the passwords go to `given` and nowhere else. */
const resetting = (lasting: boolean, given: Map<string, GivenPassword>) =>
  defineAction<ResetParams>({
    contract: resetPasswordAction,
    judge: judgeReset,
    async apply(ctx, trx, ids) {
      const { tenantId } = ctx.actor
      const made = new Map(await Promise.all(ids.map(async (id) => [id, await generate(ctx.clock, lasting)] as const)))
      await upsertPasswords(trx, tenantId, ids, new Map([...made].map(([id, { row }]) => [id, row])), ctx.clock.now())
      const activated = await activatePending(trx, tenantId, ids)
      const ended = await endSessionsOf(trx, tenantId, ids, 'password-reset')
      for (const [id, { password, row }] of made) given.set(id, { password, expiresAt: row.expires_at })
      return ids.map((userId) => ({
        userId,
        changes: { password: CHANGED, ...(activated.has(userId) ? { status: ['pending', 'active'] as const } : {}) },
        effects: ended.has(userId) ? { sessionsEnded: ended.get(userId)! } : {},
      }))
    },
    endsSessions: 'password-reset',
    inverse: 'nothing',
  })

/** Temporary passwords for many: what `resetPasswordOf` does to one. */
export const givingPasswords = (given: Map<string, GivenPassword>): AnyAction => ({
  ...resetting(false, given),
  contract: givePasswordsAction,
  impact: (ctx, _params, ids) => ({ sessionsEnded: liveSessionsOf(ctx, ids) }),
})

/** A password before and after: neither is anybody's to read. */
export const CHANGED = [null, null] as const

/** Makes those active who were pending, and says who they are: they have a way in now. */
export const activateWhoWasPending = activatePending

/** Takes the passwords of a set of people away: nothing opens their accounts until they choose another one. */
export const takePasswordsAway = deletePasswords

/** Ends the one use of a temporary password; false when it is used up, replaced or too old. */
export const spendTemporaryPassword = spendTemporary

/** The same for whichever stands now: whoever comes from a second step showed it before. */
export async function spendStandingPassword(trx: Trx, tenantId: number, userId: string, at: Date): Promise<boolean> {
  const hash = await findHash(trx, tenantId, userId)
  return hash !== undefined && spendTemporary(trx, tenantId, userId, hash, at)
}

/** Hashes a password anew that was just verified, because the parameters rose since (S5). */
export async function rehash(
  { database }: { database: Database },
  tenantId: number,
  userId: string,
  before: string,
  password: string,
): Promise<string> {
  const after = await hashPassword(password)
  await replaceHash(database.tenant(tenantId), tenantId, userId, before, after)
  return after
}
