/** Client sites inside a tenant: each user belongs to one, an administrator may have several ("Your sites"). */
import { changedMeanwhile, notFound } from '../../contract/problem.ts'
import { reachOf } from '../../server/actor.ts'
import { transaction, type Context } from '../../server/context.ts'
import { differences, recordSetting } from '../history/service/record.ts'
import { demandWholeTenant } from '../roles/service/whole-tenant.ts'
import type { Trx } from '../../server/database/database.ts'
import { siteInUse, type Site } from './contract.ts'
import { countEverybody, countUsers, insertSite, listSiteRows, lockSite, updateSite, type NewSite } from './sql.ts'

/** The sites of the people whom the actor may see, by name; or those of them that were put away. */
export async function listSites({ db, actor }: Context, archived = false): Promise<Site[]> {
  const reach = reachOf(actor, 'users.read')
  return reach ? listSiteRows(db, actor.tenantId, reach, archived) : []
}

/** Makes a site that nobody belongs to yet. */
export async function createSite(
  ctx: Context,
  { name, timeZone, country }: Omit<NewSite, 'country'> & { country?: string },
): Promise<Site> {
  demandWholeTenant(ctx.actor, 'sites.manage')
  return transaction(ctx, async (trx) => {
    const site = await insertSite(trx, ctx.actor.tenantId, { name, timeZone, country: country ?? null })
    await recordSetting(ctx, trx, 'site-created', { id: site.id, name, timeZone, country: site.country })
    return { ...site, users: 0 }
  })
}

/** Changes a site, or archives one that nobody belongs to; people without a time zone of their own follow it at once. */
export async function editSite(
  ctx: Context,
  id: number,
  version: number,
  wanted: Partial<NewSite> & { archived?: boolean },
): Promise<Site> {
  const { tenantId } = ctx.actor
  if (wanted.archived !== undefined) demandWholeTenant(ctx.actor, 'sites.manage')
  return transaction(ctx, async (trx) => {
    const reach = reachOf(ctx.actor, 'sites.manage')
    // Not by desks: a site is also of those who sit at others.
    const was = reach && (await lockSite(trx, tenantId, id, { ...reach, desks: [] }))
    if (!was) throw notFound()
    if (was.version !== version) throw changedMeanwhile()
    const { name, timeZone, country, archived } = was
    const change = differences({ name, timeZone, country, archived }, wanted)
    if (change?.after.archived) await demandEmpty(trx, tenantId, id)
    const site = change ? await updateSite(trx, tenantId, id, change.after, ctx.clock.now()) : was
    if (change) await recordSetting(ctx, trx, 'site-edited', { id, ...change })
    return { ...site, users: await countUsers(trx, tenantId, id) }
  })
}

/** The row of the site is locked, and whoever is put there waits for that. */
async function demandEmpty(trx: Trx, tenantId: number, id: number): Promise<void> {
  const users = await countEverybody(trx, tenantId, id)
  if (users > 0) throw siteInUse({ more: { users } })
}
