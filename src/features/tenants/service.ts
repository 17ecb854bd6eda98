/** Tenants: made whole, with their first site, built-in roles and a PBX; seen and entered by operators (SPEC 1). */
import type * as z from 'zod/mini'
import { moduleNames, partsOf, type Bought } from '../../contract/modules.ts'
import { builtInRoles, type BuiltInRole } from '../../contract/permissions.ts'
import { changedMeanwhile, notFound } from '../../contract/problem.ts'
import type { Clock } from '../../server/clock.ts'
import { systemActor } from '../../server/actor.ts'
import { atHome, contextFor, type Context, type Origin, type Parts } from '../../server/context.ts'
import type { Query, Trx } from '../../server/database/database.ts'
import { notify } from '../../server/database/notify.ts'
import { listTenantIds } from '../../server/database/tenants.ts'
import { within } from '../../server/database/within.ts'
import { differences, recordSetting } from '../history/service/record.ts'
import { moveSession } from '../sessions/service.ts'
import { operatorsOnly, tenantAbove, type createTenant, type Tenant } from './contract.ts'
import {
  countUsers,
  findIdBySlug,
  findTenant,
  insertPbx,
  insertRoles,
  insertSite,
  insertTenant,
  listTenantRows,
  lockTenant,
  newTenantId,
  updateParent,
  updateTenant,
  type TenantChange,
  type TenantRow,
} from './sql.ts'

export type NewTenant = z.output<NonNullable<typeof createTenant.body>> & {
  readonly site: { readonly country?: string }
  /** The super tenant above it; none for a super tenant itself. */
  readonly parentId?: number
  readonly super?: true
  readonly demonstration?: true
}
export type MadeTenant = {
  readonly tenantId: number
  readonly siteId: number
  readonly pbxId: number
  readonly roles: Readonly<Record<BuiltInRole, number>>
}

/** Makes a tenant with its first site, the built-in roles and a PBX. Throws `tenant-slug-taken`. */
export async function makeTenant({ clock }: { clock: Clock }, trx: Trx, tenant: NewTenant): Promise<MadeTenant> {
  const tenantId = await newTenantId(trx)
  const row = {
    id: tenantId,
    parent_id: tenant.parentId ?? null,
    slug: tenant.slug,
    name: tenant.name,
    super: tenant.super ?? false,
    modules: tenant.modules,
    plan: tenant.plan,
    language: tenant.language,
    time_zone: tenant.timeZone,
    demonstration: tenant.demonstration ?? false,
    created_at: clock.now(),
  }
  return within(trx, tenantId, async () => {
    await insertTenant(trx, row)
    const siteId = await insertSite(trx, tenantId, tenant.site)
    const roles = await insertRoles(
      trx,
      tenantId,
      Object.entries(builtInRoles).map(([builtIn, role]) => ({ builtIn, ...role })),
    )
    // .internal is reserved for names that mean something inside one network alone.
    const pbxId = await insertPbx(trx, tenantId, { name: 'PBX', domain: `${tenant.slug}.pbx.internal` })
    return { tenantId, siteId, pbxId, roles: Object.fromEntries(roles) as Record<BuiltInRole, number> }
  })
}

/** The short name of the tenant of invented people, which `--demo` makes. */
export const DEMONSTRATION_SLUG = 'demo'

/** The id of the tenant with this short name; null when there is none. */
export const findTenantId = (db: Query, slug: string): Promise<number | null> => findIdBySlug(db, slug)

/** Tenants that were made before there were operators, such as a demonstration, come below them. */
export async function takeOthersBelow(trx: Trx, parentId: number): Promise<void> {
  for (const id of await listTenantIds(trx))
    if (id !== parentId) await within(trx, id, () => updateParent(trx, id, parentId))
}

export type NamedTenant = { readonly id: number; readonly slug: string; readonly name: string; readonly super: boolean }

/** Every tenant of the installation, for whoever runs the server. */
export async function listAllTenants({ database }: Pick<Parts, 'database'>): Promise<NamedTenant[]> {
  const ids = await listTenantIds(database.outside)
  const rows = await Promise.all(ids.map((id) => findTenant(database.tenant(id), id)))
  return rows.flatMap((row) => (row ? [row] : []))
}

const commandLine: Origin = { via: 'cli', requestId: null, address: null, userAgent: null }

/** The program's own hand in the tenant with this short name, for whoever runs the server. Throws `not-found` with the names there are. */
export async function handIn(parts: Parts, slug: string, origin: Origin = commandLine): Promise<Context> {
  const id = await findIdBySlug(parts.database.outside, slug)
  const row = id === null ? undefined : await findTenant(parts.database.tenant(id), id)
  if (row) return contextFor(parts, systemActor(row.id, 'command line'), partsOf(row.modules, row.plan), origin)
  const slugs = (await listAllTenants(parts)).map((tenant) => tenant.slug)
  const others =
    slugs.length > 0 ? `There are: ${slugs.join(', ')}.` : 'There is none yet: make one with rollcall setup.'
  throw notFound({ detail: `There is no tenant “${slug}”. ${others}` })
}

/** The operator's own tenant and those below it, each with its number of users. */
export async function listTenantsOf(ctx: Context, archived = false): Promise<Tenant[]> {
  const home = homeOfOperator(ctx)
  const [rows, users] = await Promise.all([listTenantRows(home, archived), countUsers(home)])
  return rows.map((row) => shown(row, users.get(row.id) ?? 0))
}

/** Makes a tenant below the operator's own. */
export async function createTenantBelow(
  ctx: Context,
  wanted: z.output<NonNullable<typeof createTenant.body>>,
): Promise<Tenant> {
  return homeOfOperator(ctx)
    .transaction()
    .execute(async (trx) => {
      const { tenantId } = await makeTenant(ctx, trx, { ...wanted, parentId: ctx.actor.homeTenantId })
      await recordSetting(atHome(ctx), trx, 'create-tenant', { id: tenantId, slug: wanted.slug, name: wanted.name })
      return shown((await findTenant(trx, tenantId))!, 0)
    })
}

/**
 * Renames a tenant, changes what it has bought, or archives it. What changes is known at the next request of everybody there;
 * open pages are told. The change log of the tenant has it, and that of the operators.
 */
export async function editTenantBelow(
  ctx: Context,
  id: number,
  version: number,
  wanted: TenantChange,
): Promise<Tenant> {
  // To anybody else a tenant looks like one that is not there.
  if (!ctx.actor.operator) throw notFound()
  const home = homeOfOperator(ctx)
  const at = atHome(ctx)
  return home.transaction().execute(async (trx) => {
    const was = await lockTenant(trx, id)
    if (!was) throw notFound()
    if (was.version !== version) throw changedMeanwhile()
    if (was.super && Object.keys(wanted).some((field) => field !== 'name')) throw tenantAbove()
    const before = { name: was.name, modules: was.modules, plan: was.plan, archived: was.archived_at !== null }
    const change = differences(before, { ...wanted, modules: wanted.modules && inOrder(wanted.modules) })
    const row = change ? await updateTenant(trx, id, change.after, ctx.clock.now()) : was
    if (change) {
      await recordSetting(at, trx, 'tenant-edited', { id, ...change })
      if (id !== ctx.actor.homeTenantId) await recordThere(at, trx, id, change)
      await notify(trx, { tenant: id, kind: 'rights-changed', ids: [] })
    }
    return shown(row, (await countUsers(trx)).get(id) ?? 0)
  })
}

const inOrder = (modules: readonly Bought[]) => moduleNames.filter((name) => modules.includes(name))

/** The same in the change log of the tenant itself, which its own administrators read. */
const recordThere = (ctx: Context, trx: Trx, id: number, change: object) =>
  within(trx, id, () =>
    recordSetting({ ...ctx, actor: { ...ctx.actor, tenantId: id } }, trx, 'tenant-edited', { id, ...change }),
  )

/** Lets an operator work in a tenant below the own one, or at home again; the open pages ask anew what they may do. */
export async function workIn(ctx: Context, tenantId: number): Promise<void> {
  const { homeTenantId, id, sessionId } = ctx.actor
  await homeOfOperator(ctx)
    .transaction()
    .execute(async (trx) => {
      if (!sessionId || !(await findTenant(trx, tenantId))) throw notFound()
      await moveSession(trx, homeTenantId, sessionId, tenantId)
      await notify(trx, { tenant: homeTenantId, kind: 'rights-changed', ids: [id] })
    })
}

function homeOfOperator({ actor, database }: Context) {
  if (!actor.operator || actor.kind !== 'user') throw operatorsOnly()
  return database.tenant(actor.homeTenantId)
}

const shown = (row: TenantRow, users: number): Tenant => ({
  id: row.id,
  slug: row.slug,
  name: row.name,
  super: row.super,
  modules: row.modules,
  plan: row.plan,
  language: row.language,
  timeZone: row.time_zone,
  demonstration: row.demonstration,
  users,
  createdAt: row.created_at.toISOString(),
  archived: row.archived_at !== null,
  version: row.version,
})
