/** Whatever happens to somebody's second step is written into history, without the secret, and mailed to them. */
import { newId } from '../../../contract/ids.ts'
import type { Context } from '../../../server/context.ts'
import type { Trx } from '../../../server/database/database.ts'
import { notify } from '../../../server/database/notify.ts'
import { recordChanges } from '../../history/service/record.ts'
import { sendMails } from '../../outbox/service/send-mail.ts'
import { secondStepChanged, type Happened } from '../mails.ts'
import { findStanding, listAddressees, noteSecondStep } from '../sql/people.ts'
import { hasSecondStep } from './standing.ts'

/** Both sides of a secret: neither is anybody's to read. */
const SECRET = [null, null] as const

/** Mails these people what happened to their second step. */
export async function mailAbout(ctx: Context, trx: Trx, userIds: readonly string[], happened: Happened): Promise<void> {
  const { tenantId } = ctx.actor
  const people = await listAddressees(trx, tenantId, userIds)
  const sending = { tenantId, template: secondStepChanged, requestId: ctx.origin.requestId }
  const letters = people.map(({ id, email, name, language }) => ({
    to: { address: email, name },
    language,
    userId: id,
    data: { name, happened, at: ctx.clock.now(), address: ctx.origin.address },
  }))
  await sendMails(ctx, trx, sending, letters)
}

type OwnChange = Exclude<Happened, 'reset'>
const logged: Readonly<Record<OwnChange, { readonly action: string; readonly field: string }>> = {
  'authenticator-added': { action: 'add-authenticator', field: 'authenticator' },
  'authenticator-removed': { action: 'remove-authenticator', field: 'authenticator' },
  'codes-renewed': { action: 'renew-backup-codes', field: 'backupCodes' },
  'passkey-added': { action: 'add-passkey', field: 'passkeys' },
  'passkey-removed': { action: 'remove-passkey', field: 'passkeys' },
}

/** Ends a change of the actor's own second step: what lists know, history, open pages and a mail follow it. */
export async function tellOwn(ctx: Context, trx: Trx, happened: OwnChange): Promise<void> {
  const { tenantId, id } = ctx.actor
  const { action, field } = logged[happened]
  const has = hasSecondStep(await findStanding(trx, tenantId, id))
  const turned = await noteSecondStep(trx, tenantId, id, has)
  const changes = { [field]: SECRET, ...(turned && { twoStep: [!has, has] as const }) }
  await recordChanges(ctx, trx, { id: newId(), action, params: {} }, [{ userId: id, changes }])
  await mailAbout(ctx, trx, [id], happened)
  await notify(trx, { tenant: tenantId, kind: 'users-changed', ids: [id] })
}
