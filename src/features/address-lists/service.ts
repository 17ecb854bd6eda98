/** Address lists: who is served from where, who may change that, and that nobody shuts themselves out unawares. */
import { isUuid, newId } from '../../contract/ids.ts'
import { changedMeanwhile, notFound } from '../../contract/problem.ts'
import { transaction, type Context } from '../../server/context.ts'
import type { Query, Trx } from '../../server/database/database.ts'
import { notify } from '../../server/database/notify.ts'
import { holdsMore } from '../changes/contract.ts'
import { differences, recordChanges, recordSetting } from '../history/service/record.ts'
import { demandWholeTenant } from '../roles/service/whole-tenant.ts'
import { addressNotAllowed } from '../sign-in/contract.ts'
import { locksYouOut, type Entry, type TenantAddressList, type UserAddressList } from './contract.ts'
import { readNetworks } from './service/networks.ts'
import {
  countUsing,
  findTenantList,
  findUserList,
  isElsewhere,
  lockTenantList,
  lockUser,
  updateTenantList,
  upsertUserList,
  type ListRow,
} from './sql.ts'

/** Throws `address-not-allowed` for a user who is served from allowed addresses alone, of which that one is none. */
export async function demandAllowedAddress(
  db: Query,
  tenantId: number,
  userId: string,
  address: string | null,
): Promise<void> {
  if (await isElsewhere(db, tenantId, userId, address)) throw addressNotAllowed()
}

/** Whether what this transaction changed keeps the one who asks from being served where they are now. */
export const isLockedOut = async ({ actor, origin }: Context, trx: Trx): Promise<boolean> =>
  actor.kind === 'user' &&
  actor.homeTenantId === actor.tenantId &&
  (await isElsewhere(trx, actor.tenantId, actor.id, origin.address))

async function demandNotLockedOut(ctx: Context, trx: Trx): Promise<void> {
  if (await isLockedOut(ctx, trx)) throw locksYouOut({ more: { address: ctx.origin.address } })
}

const NO_LIST = { networks: [], labels: [], version: 0, enforced: true }

/** The tenant's own list, with how many it concerns. */
export function tenantListOf(ctx: Context): Promise<TenantAddressList> {
  demandWholeTenant(ctx.actor, 'users.addresses')
  return shownTenantList(ctx, ctx.db)
}

async function shownTenantList({ actor, origin }: Context, db: Query): Promise<TenantAddressList> {
  const [row = NO_LIST, users] = [await findTenantList(db, actor.tenantId), await countUsing(db, actor.tenantId)]
  return { ...shown(row), presentAddress: origin.address, enforced: row.enforced, users }
}

const shown = ({ networks, labels, version }: ListRow) => ({
  entries: networks.map((network, i) => ({ network, label: labels[i] ?? '' })),
  version,
})

type Wanted = { readonly entries: readonly Entry[]; readonly evenIfLockedOut?: boolean | undefined }

/** Replaces the tenant's list; whoever it leaves out is signed out at once, on every process. */
export async function replaceTenantList(
  ctx: Context,
  version: number,
  { entries, enforced, evenIfLockedOut }: Wanted & { readonly enforced: boolean },
): Promise<TenantAddressList> {
  const { tenantId } = ctx.actor
  demandWholeTenant(ctx.actor, 'users.addresses')
  const list = readEntries(entries)
  return transaction(ctx, async (trx) => {
    const was = await lockTenantList(trx, tenantId)
    if (was.version !== version) throw changedMeanwhile()
    await updateTenantList(trx, tenantId, { ...list, enforced })
    if (!evenIfLockedOut) await demandNotLockedOut(ctx, trx)
    const change = differences(sayList(was, was.enforced), sayList(list, enforced))
    if (change) await recordSetting(ctx, trx, 'edit-address-list', change)
    await tellPages(trx, tenantId)
    return shownTenantList(ctx, trx)
  })
}

/** Switches the lists of a tenant off as a whole, without looking at who is shut out: an operator's way back in. */
export async function stopEnforcing(ctx: Context): Promise<boolean> {
  const { tenantId } = ctx.actor
  return transaction(ctx, async (trx) => {
    const was = await lockTenantList(trx, tenantId)
    if (!was.enforced) return false
    await updateTenantList(trx, tenantId, { ...was, enforced: false })
    await recordSetting(ctx, trx, 'edit-address-list', { before: { enforced: true }, after: { enforced: false } })
    return true
  })
}

/** What a user is allowed beside the tenant's list. */
export async function userListOf(ctx: Context, userId: string): Promise<UserAddressList> {
  const row = isUuid(userId) ? await findUserList(ctx, ctx.db, userId) : undefined
  if (!row) throw notFound()
  return { ...shown(row), presentAddress: ctx.origin.address, inUse: row.inUse }
}

/** Replaces a user's own list; if it leaves out where they are, they are signed out at once. */
export async function replaceUserList(
  ctx: Context,
  userId: string,
  version: number,
  { entries, evenIfLockedOut }: Wanted,
): Promise<UserAddressList> {
  if (!isUuid(userId)) throw notFound()
  const { tenantId } = ctx.actor
  return transaction(ctx, async (trx) => {
    await lockUser(trx, tenantId, userId)
    const was = await findUserList(ctx, trx, userId)
    if (!was) throw notFound()
    if (was.holdsMore && userId !== ctx.actor.id) throw holdsMore()
    if (was.version !== version) throw changedMeanwhile()
    const list = readEntries(entries)
    await upsertUserList(trx, tenantId, userId, list)
    if (!evenIfLockedOut) await demandNotLockedOut(ctx, trx)
    const [before, after] = [sayList(was).addresses, sayList(list).addresses]
    if (JSON.stringify(before) !== JSON.stringify(after))
      await recordChanges(ctx, trx, { id: newId(), action: 'edit-addresses', params: {} }, [
        { userId, changes: { addresses: [before, after] } },
      ])
    await tellPages(trx, tenantId, userId)
    const now = await findUserList(ctx, trx, userId)
    return { ...shown(now ?? was), presentAddress: ctx.origin.address, inUse: was.inUse }
  })
}

/** Open pages ask again whether they still stand. */
const tellPages = (trx: Trx, tenant: number, userId?: string) =>
  notify(trx, { tenant, kind: 'sessions-ended', ...(userId === undefined ? {} : { ids: [userId] }) })

/** As the change log has it: "203.0.113.0/24 (Riga office)". */
const sayList = ({ networks, labels }: Pick<ListRow, 'networks' | 'labels'>, enforced = true) => ({
  addresses: networks.map((network, i) => (labels[i] ? `${network} (${labels[i]})` : network)),
  enforced,
})

/** The entries in the one form in which networks are kept; each network once, under its first name. */
function readEntries(entries: readonly Entry[]): { networks: string[]; labels: string[] } {
  const networks = readNetworks(
    entries.map(({ network }) => network),
    (i) => `#/entries/${i}/network`,
    { repeats: true },
  )
  const labelOf = new Map<string, string>()
  networks.forEach((network, i) => labelOf.set(network, labelOf.get(network) || entries[i]!.label))
  return { networks: [...labelOf.keys()], labels: [...labelOf.values()] }
}
