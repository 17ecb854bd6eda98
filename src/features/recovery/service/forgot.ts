/** A forgotten password (AUTH-4): asked for by anybody, told to nobody but the mailbox of the account (S12). */
import type * as z from 'zod/mini'
import { signInKey } from '../../../contract/text.ts'
import { systemActor } from '../../../server/actor.ts'
import { contextFor, transaction, type Context, type Parts } from '../../../server/context.ts'
import { enqueue } from '../../../server/jobs/enqueue.ts'
import { mayStill, spend } from '../../locks/service/limit.ts'
import { networkOf } from '../../locks/service/subjects.ts'
import { findTenantId } from '../../tenants/service.ts'
import type { askForLink } from '../contract.ts'
import { findForgetful, holdAddressee } from '../sql.ts'
import { forgotJob, type Forgot } from './job-names.ts'
import { mailLinks } from './mail-links.ts'

/** No tenant has this id, so that looking in it takes the same way as looking in any (S12). */
const NO_TENANT = 0
const QUARTER = { most: 20, seconds: 900 }
const HOUR = { most: 5, seconds: 3600 }

/**
 * Has a link mailed to whoever has that name, if anybody has. The answer and the work before it are the same for everybody: the
 * mail is made by a job, and a job there is each time. Throws `too-many-requests` for one address alone, whatever it asks for.
 */
export async function askForLinkOf(
  ctx: Context,
  { tenant, name }: z.output<NonNullable<typeof askForLink.body>>,
): Promise<Record<string, never>> {
  if (ctx.origin.address) await spend(ctx, 'forgot-from', [networkOf(ctx.origin.address)], QUARTER)
  const tenantId = (await findTenantId(ctx.database.outside, tenant.trim())) ?? NO_TENANT
  const key = signInKey(name.trim())
  const db = ctx.database.tenant(tenantId)
  const user = await findForgetful(db, tenantId, key)
  // Counted for the account: its username and its address share what there is.
  const may = await mayStill(ctx, 'forgot-of', [tenantId, user ?? key], HOUR)
  await enqueue(db, forgotJob, { tenant: tenantId, user: may ? user : null }, { requestId: ctx.origin.requestId })
  return {}
}

/** Mails the link, if the account is still one that it is mailed to. */
export async function mailForgotten(parts: Parts, { tenant, user }: Forgot): Promise<void> {
  if (user === null) return
  const origin = { via: 'job', requestId: null, address: null, userAgent: null } as const
  const ctx = contextFor(parts, systemActor(tenant, 'forgotten password'), [], origin)
  await transaction(ctx, async (trx) => {
    if (await holdAddressee(trx, tenant, user, 'forgot')) await mailLinks(ctx, trx, 'forgot', [user])
  })
}
