/** Signing in and out, and the password of one's own that follows a temporary one (AUTH-1, AUTH-3). */
import type * as z from 'zod/mini'
import { partsOf } from '../../contract/modules.ts'
import { permissionNames } from '../../contract/permissions.ts'
import { signInKey } from '../../contract/text.ts'
import { newId } from '../../contract/ids.ts'
import { reachOf } from '../../server/actor.ts'
import { transaction, type Context } from '../../server/context.ts'
import { hashPassword, isOutdated, NOBODYS_HASH, verifyPassword } from '../../server/crypto/passwords.ts'
import { notify } from '../../server/database/notify.ts'
import { recordChanges } from '../history/service/record.ts'
import { attempt } from '../locks/service/attempt.ts'
import type { Tried } from '../locks/service/devices.ts'
import {
  CHANGED,
  demandGoodPassword,
  refusePresentPassword,
  rehash,
  setOwnPassword,
  spendTemporaryPassword,
} from '../passwords/service.ts'
import { endSession, endSessionsOf, renewSession, startSession } from '../sessions/service.ts'
import { stageAfter } from '../two-step/service/standing.ts'
import { noPasswordDue, wrongCredentials, type Me, type signIn } from './contract.ts'
import { leaveFormerSession } from './service/former-session.ts'
import { nextOf, type SignedIn } from './service/next.ts'
import { findAccount, findTenantId, getOwnUser, getTenants, holdAccount, lastSignIn, type Account } from './sql.ts'

type Credentials = z.output<NonNullable<typeof signIn.body>>

/** No tenant has this id, so that looking in it takes the same way as looking in any (S12). */
const NO_TENANT = 0

/**
 * Signs somebody in with tenant, username or e-mail, and password. Whatever does not fit is answered by the same words
 * after the same work: an unknown tenant, an unknown name, a wrong password, a pending or inactive account.
 */
export async function signInWithPassword(ctx: Context, { tenant, name, password }: Credentials): Promise<SignedIn> {
  const tenantId = (await findTenantId(ctx.database, tenant.trim())) ?? NO_TENANT
  const account = await findAccount(ctx.database.tenant(tenantId), tenantId, signInKey(name.trim()))
  const typed = signInKey(`${tenant.trim()} ${name.trim()}`)
  const claim = { tenantId, userId: account?.user_id ?? null, name: typed, takesBack: true }
  const signedIn = await attempt(ctx, claim, async (open, tried) => {
    const fits = await verifyPassword((open && account?.hash) || NOBODYS_HASH, password)
    if (!account?.hash || !fits || !mayEnter(account, ctx.clock.now())) return null
    if (!account.temporary && isOutdated(account.hash))
      account.hash = await rehash(ctx, tenantId, account.user_id, account.hash, password)
    return openSession(ctx, tenantId, { ...account, hash: account.hash }, tried)
  })
  if (!signedIn) throw wrongCredentials()
  await leaveFormerSession(ctx)
  return signedIn
}

const mayEnter = (account: Account, now: Date) =>
  account.status === 'active' && (!account.temporary || (account.expires_at !== null && account.expires_at > now))

type WithPassword = Account & { readonly hash: string }

async function openSession(ctx: Context, tenantId: number, account: WithPassword, tried: Tried): Promise<SignedIn> {
  const { user_id: userId, hash, temporary } = account
  const now = ctx.clock.now()
  return ctx.database
    .tenant(tenantId)
    .transaction()
    .execute(async (trx) => {
      // Checked again under the lock: the password may have been reset while it was verified.
      if (!(await holdAccount(trx, tenantId, userId, hash))) throw wrongCredentials()
      const stage = await stageAfter('password', trx, tenantId, userId)
      const isIn = stage !== 'second-step'
      if (isIn && temporary && !(await spendTemporaryPassword(trx, tenantId, userId, hash, now)))
        throw wrongCredentials()
      const alongside = isIn ? lastSignIn(tenantId, userId, now) : {}
      const session = { tenantId, userId, stage, origin: ctx.origin, tried, alongside }
      return { next: nextOf(stage), cookie: await startSession(ctx, trx, session) }
    })
}

/** Signs the person out of this browser; its other windows are told. */
export async function signOutOf({ actor, clock, database }: Context): Promise<void> {
  const { homeTenantId, id, sessionId } = actor
  if (!sessionId) return
  await database
    .tenant(homeTenantId)
    .transaction()
    .execute(async (trx) => {
      await endSession({ clock }, trx, homeTenantId, sessionId, 'signed-out')
      await notify(trx, { tenant: homeTenantId, kind: 'sessions-ended', ids: [id], reason: 'signed-out' })
    })
}

/**
 * Sets a password of one's own after a temporary one. The session goes on under a new token, and every other session
 * of the person ends. Throws `password-refused`, and `no-password-due` when this session was not asked for it.
 */
export async function choosePassword(ctx: Context, password: string): Promise<SignedIn> {
  const { actor } = ctx
  if (actor.stage !== 'new-password' || !actor.sessionId) throw noPasswordDue()
  const sessionId = actor.sessionId
  await demandGoodPassword(ctx.db, actor, password, '#/password')
  await refusePresentPassword(ctx, password, '#/password')
  const hash = await hashPassword(password)
  return transaction(ctx, async (trx) => {
    // One session, one choice: of two at the same moment, or beside a reset, the second finds nothing to renew.
    const to = await stageAfter('new-password', trx, actor.tenantId, actor.id)
    const renewed = await renewSession(ctx, trx, actor.tenantId, sessionId, { from: 'new-password', to })
    if (renewed === null) throw noPasswordDue()
    await setOwnPassword(ctx, trx, actor.id, hash)
    await endSessionsOf(trx, actor.tenantId, [actor.id], 'password-changed', sessionId)
    await recordChanges(ctx, trx, { id: newId(), action: 'choose-password', params: {} }, [
      { userId: actor.id, changes: { password: CHANGED } },
    ])
    await notify(trx, { tenant: actor.tenantId, kind: 'sessions-ended', ids: [actor.id], reason: 'password-changed' })
    return { next: nextOf(to), cookie: renewed }
  })
}

/** Who is signed in, where they work, and how far each of their permissions reaches. */
export async function whoIsAsking({ actor, database }: Context): Promise<Me> {
  const home = database.tenant(actor.homeTenantId)
  const [user, tenants] = await Promise.all([
    getOwnUser(home, actor.homeTenantId, actor.id),
    getTenants(home, [actor.tenantId, actor.homeTenantId]),
  ])
  const { auto_dial, ...tenant } = tenants.get(actor.tenantId)!
  // Whoever has the password alone learns nothing more of its person.
  const proved = actor.stage !== 'second-step'
  return {
    next: nextOf(actor.stage),
    user: {
      id: user.id,
      username: user.username,
      name: actor.name,
      email: proved ? user.email : '',
      language: user.console_language,
      timeZone: user.time_zone ?? user.site_time_zone,
    },
    tenant: { ...tenant, modules: partsOf(tenant.modules, tenant.plan), autoDial: auto_dial },
    homeTenant: { id: actor.homeTenantId, name: tenants.get(actor.homeTenantId)!.name },
    operator: actor.operator,
    superuser: actor.superuser,
    permissions: permissionNames.flatMap((permission) => {
      const reach = proved ? reachOf(actor, permission) : null
      return reach ? [{ permission, reach: { ...reach, sites: [...reach.sites], desks: [...reach.desks] } }] : []
    }),
  }
}
