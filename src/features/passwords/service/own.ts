/** One's own password, changed by whoever knows the present one (S6). */
import { newId } from '../../../contract/ids.ts'
import { atHome, transaction, type Context } from '../../../server/context.ts'
import { hashPassword, verifyPassword } from '../../../server/crypto/passwords.ts'
import type { Trx } from '../../../server/database/database.ts'
import { notify } from '../../../server/database/notify.ts'
import { recordChanges } from '../../history/service/record.ts'
import { attempt } from '../../locks/service/attempt.ts'
import { sendMail } from '../../outbox/service/send-mail.ts'
import { passwordRefused } from '../../sign-in/contract.ts'
import { endSessionsOf, renewSession } from '../../sessions/service.ts'
import { presentPasswordWrong } from '../contract.ts'
import { passwordChanged } from '../mails.ts'
import { CHANGED, demandGoodPassword, leastLengthOf, nameOf, setOwnPassword } from '../service.ts'
import { findHash, getOwner, holdHash } from '../sql.ts'

type Wanted = { readonly present: string; readonly password: string }

/**
 * Changes the own password. The session goes on under a new token, every other session of the person ends, and a mail says that it
 * happened. Throws `present-password-wrong` and `password-refused`; nothing changes then.
 */
export async function changeOwn(
  asked: Context,
  { present, password }: Wanted,
): Promise<{ cookie: string; sessionsEnded: number }> {
  const ctx = atHome(asked)
  const { tenantId, id } = ctx.actor
  const before = await findHash(ctx.db, tenantId, id)
  const fits = async () => (before !== undefined && (await verifyPassword(before, present))) || null
  if (!(await attempt(ctx, { tenantId, userId: id }, fits)) || before === undefined) throw wrongPresent()
  if (await verifyPassword(before, password)) throw samePassword()
  await demandGoodPassword(ctx.db, ctx.actor, password, '#/password')
  const after = await hashPassword(password)
  return transaction(ctx, async (trx) => {
    // Checked again under the lock: an administrator may have reset it while it was verified.
    if (!(await holdHash(trx, tenantId, id, before))) throw wrongPresent()
    const cookie = await renewSession(ctx, trx, tenantId, ctx.actor.sessionId!, { from: 'whole', to: 'whole' })
    if (cookie === null) throw wrongPresent()
    await setOwnPassword(ctx, trx, id, after)
    const ended = await endSessionsOf(trx, tenantId, [id], 'password-changed', ctx.actor.sessionId)
    const sessionsEnded = ended.get(id) ?? 0
    await recordChanges(ctx, trx, { id: newId(), action: 'change-own-password', params: {} }, [
      { userId: id, changes: { password: CHANGED }, effects: { sessionsEnded } },
    ])
    await mailChanged(ctx, trx, id)
    await notify(trx, { tenant: tenantId, kind: 'sessions-ended', ids: [id], reason: 'password-changed' })
    return { cookie, sessionsEnded }
  })
}

/** How long the own password must be. */
export async function ownDemands(asked: Context): Promise<{ least: number }> {
  const { db, actor } = atHome(asked)
  return { least: await leastLengthOf(db, actor) }
}

/** Tells a person by mail that their password is another by now. */
export async function mailChanged(ctx: Context, trx: Trx, userId: string): Promise<void> {
  const { tenantId } = ctx.actor
  const owner = await getOwner(trx, tenantId, userId)
  const name = nameOf(owner)
  await sendMail(ctx, trx, {
    tenantId,
    template: passwordChanged,
    requestId: ctx.origin.requestId,
    to: { address: owner.email, name },
    language: owner.console_language,
    userId,
    data: { name: name || owner.username, at: ctx.clock.now(), address: ctx.origin.address },
  })
}

/** It may be a temporary one, which whoever gave it knows. */
function samePassword() {
  const message = 'That is your present password. Choose another.'
  return passwordRefused({ detail: message, errors: [{ pointer: '#/password', code: 'present', message }] })
}

function wrongPresent() {
  const message = 'That is not your present password.'
  return presentPasswordWrong({ errors: [{ pointer: '#/present', code: 'wrong', message }] })
}
