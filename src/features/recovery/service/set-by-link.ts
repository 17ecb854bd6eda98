/** What a mailed link opens: one new password for one person, once. */
import { newId } from '../../../contract/ids.ts'
import type { Actor } from '../../../server/actor.ts'
import { transaction, type Context } from '../../../server/context.ts'
import { hashPassword } from '../../../server/crypto/passwords.ts'
import { hashToken } from '../../../server/crypto/tokens.ts'
import type { Trx } from '../../../server/database/database.ts'
import { notify } from '../../../server/database/notify.ts'
import { recordChanges } from '../../history/service/record.ts'
import {
  activateWhoWasPending,
  CHANGED,
  demandGoodPassword,
  leastLengthOf,
  nameOf,
  setOwnPassword,
} from '../../passwords/service.ts'
import { mailChanged } from '../../passwords/service/own.ts'
import { endSessionsOf } from '../../sessions/service.ts'
import { linkOver, type Link } from '../contract.ts'
import type { LinkKind } from '../rules.ts'
import { findOpen, spendLink, type OpenLink } from '../sql.ts'

/** A token names the tenant first, as cookies do, so that no look-up crosses the wall. */
const TOKEN = /^(\d{1,9})\.([\w-]{43})$/

type Found = { readonly ctx: Context; readonly link: OpenLink; readonly tokenHash: Buffer }

/** Throws `link-over` for whatever is no open link. From here on its person is the one who acts. */
async function demandOpen(asked: Context, token: string): Promise<Found> {
  const [, tenant, secret] = TOKEN.exec(token) ?? []
  if (tenant === undefined || secret === undefined) throw linkOver()
  const tenantId = Number(tenant)
  const db = asked.database.tenant(tenantId)
  const tokenHash = hashToken(secret)
  const link = await findOpen(db, tenantId, tokenHash, asked.clock.now())
  if (!link) throw linkOver()
  return { ctx: { ...asked, actor: actorOf(tenantId, link), db }, link, tokenHash }
}

/** May do nothing but this: no grants, no session. */
const actorOf = (tenantId: number, link: OpenLink): Actor => ({
  kind: 'user',
  id: link.user_id,
  name: nameOf(link) || link.username,
  tenantId,
  homeTenantId: tenantId,
  superuser: false,
  operator: false,
  grants: [],
  sessionId: null,
  stage: 'whole',
  provedAt: null,
})

/** For whom a link is, and what their password must be. */
export async function lookAt(asked: Context, token: string): Promise<Link> {
  const { ctx, link } = await demandOpen(asked, token)
  return {
    kind: link.kind,
    username: link.username,
    email: link.email,
    name: nameOf(link),
    tenant: { slug: link.slug, name: link.tenant },
    until: link.expires_at.toISOString(),
    least: await leastLengthOf(ctx.db, ctx.actor),
  }
}

/**
 * Sets the password of the person whom the link was mailed to, ends all their sessions, and makes active whom it activates. It opens
 * no session: second step, address list, lock and status stand as they stood (S9). Throws `link-over`, `password-refused`.
 */
export async function setByLink(
  asked: Context,
  { token, password }: { token: string; password: string },
): Promise<{ tenant: string; username: string; active: boolean }> {
  const { ctx, link, tokenHash } = await demandOpen(asked, token)
  const { tenantId, id } = ctx.actor
  await demandGoodPassword(ctx.db, ctx.actor, password, '#/password')
  const hash = await hashPassword(password)
  await transaction(ctx, async (trx) => {
    const kind = await spendLink(trx, tenantId, { userId: id, tokenHash, now: ctx.clock.now() })
    if (kind === null) throw linkOver()
    await setOwnPassword(ctx, trx, id, hash)
    await afterwards(ctx, trx, kind)
  })
  return { tenant: link.slug, username: link.username, active: link.kind === 'activation' || link.status === 'active' }
}

/** What follows a new password. */
async function afterwards(ctx: Context, trx: Trx, kind: LinkKind): Promise<void> {
  const { tenantId, id } = ctx.actor
  const activated = kind === 'activation' && (await activateWhoWasPending(trx, tenantId, [id])).has(id)
  const ended = await endSessionsOf(trx, tenantId, [id], 'password-changed')
  await recordChanges(
    ctx,
    trx,
    { id: newId(), action: kind === 'activation' ? 'accept-invitation' : 'recover-password', params: {} },
    [
      {
        userId: id,
        changes: { password: CHANGED, ...(activated ? { status: ['pending', 'active'] as const } : {}) },
        effects: ended.has(id) ? { sessionsEnded: ended.get(id)! } : {},
      },
    ],
  )
  if (kind !== 'activation') await mailChanged(ctx, trx, id)
  await notify(trx, { tenant: tenantId, kind: 'users-changed', ids: [id], reason: 'password-changed' })
}
