/** The roles themselves; who holds them is changed by actions on people. */
import { permissionNames, permissions as catalogue, type Permission } from '../../../contract/permissions.ts'
import { changedMeanwhile, invalidAt, notFound } from '../../../contract/problem.ts'
import type { Actor } from '../../../server/actor.ts'
import { transaction, type Context } from '../../../server/context.ts'
import type { Trx } from '../../../server/database/database.ts'
import { notify } from '../../../server/database/notify.ts'
import { demandFreshProof } from '../../../server/proof.ts'
import { holdsMore } from '../../changes/contract.ts'
import { differences, recordSetting } from '../../history/service/record.ts'
import { roleBuiltIn, roleHeld, type Role } from '../contract.ts'
import type { RolePreview } from '../contract/why.ts'
import { lackedPower } from '../scope.ts'
import * as statements from '../sql/roles.ts'
import { isGrantable, preview, readPermissions } from './why.ts'
import { demandWholeTenant } from './whole-tenant.ts'

const wholeTenant = (permissions: readonly Permission[]) => ({ permissions, sites: null, desks: null })

const shown = (actor: Actor, row: statements.RoleRow): Role => ({
  ...row,
  grantable: isGrantable(actor, row.permissions),
})

/** All roles, with how many people hold each and whether the person who asks may give it. */
export async function listRoles({ db, actor }: Context): Promise<Role[]> {
  const rows = await statements.listRoleRows(db, actor.tenantId)
  return rows.map((row) => shown(actor, row))
}

type Wanted = Partial<statements.NewRole> & { archived?: true }

/** Makes a role of one's own; nobody puts into it what they lack. */
export async function createRole(
  ctx: Context,
  wanted: Wanted & Pick<statements.NewRole, 'name' | 'permissions'>,
): Promise<Role> {
  const { actor } = ctx
  demandWholeTenant(actor, 'roles.manage')
  demandHeld(actor, wanted.permissions)
  const { name, permissions, secondStepRequired = false } = wanted
  const role = { name, permissions: ordered(permissions), secondStepRequired }
  return transaction(ctx, async (trx) => {
    const id = await statements.insertRole(trx, actor.tenantId, role)
    await recordSetting(ctx, trx, 'role-created', { id, ...role })
    return shown(actor, await statements.getRole(trx, actor.tenantId, id))
  })
}

/**
 * Renames a role or changes what it allows, at once for everybody who holds it. Built-in roles keep their name and
 * permissions, and so nobody can take away the last administrator here: superusers and holders of the built-in Administrator are what
 * counts as one, and neither hangs on a role that can be edited.
 */
export async function editRole(ctx: Context, id: number, version: number, wanted: Wanted): Promise<Role> {
  const { actor } = ctx
  demandWholeTenant(actor, 'roles.manage')
  return transaction(ctx, async (trx) => {
    const was = await statements.lockRole(trx, actor.tenantId, id)
    if (!was) throw notFound()
    if (was.version !== version) throw changedMeanwhile()
    if (was.built_in && (wanted.name !== undefined || wanted.permissions !== undefined || wanted.archived))
      throw roleBuiltIn()
    // Taking from a role is an act on its holders, so neither what it allowed nor what it will may be beyond the actor.
    demandHeld(actor, [...was.permissions, ...(wanted.permissions ?? [])])
    const change = differences(
      {
        name: was.name,
        permissions: ordered(was.permissions),
        secondStepRequired: was.second_step_required,
      },
      {
        name: wanted.name,
        permissions: wanted.permissions && ordered(wanted.permissions),
        secondStepRequired: wanted.secondStepRequired,
      },
    )
    if (wanted.archived) await archiveRole(ctx, trx, id, was.name)
    if (change) {
      if (change.after.secondStepRequired !== undefined) demandFreshProof(ctx)
      await statements.updateRole(trx, actor.tenantId, id, change.after)
      await recordSetting(ctx, trx, 'role-edited', { id, ...change })
      if (change.after.permissions) await tellHolders(trx, actor.tenantId, id)
    }
    return shown(actor, await statements.getRole(trx, actor.tenantId, id))
  })
}

/**
 * Puts a role away that nobody holds; deleted people count, since they may come back with it. Its row is locked, and giving it
 * waits for that (`demandLiveRoles`), so that nobody is given it in between.
 */
async function archiveRole(ctx: Context, trx: Trx, id: number, name: string): Promise<void> {
  const { tenantId } = ctx.actor
  const holders = await statements.countGrants(trx, tenantId, id)
  if (holders > 0) throw roleHeld({ more: { holders } })
  await statements.archiveRole(trx, tenantId, id, ctx.clock.now())
  await recordSetting(ctx, trx, 'role-archived', { id, name })
}

/** What saving a role with these permissions would change, and for whom; refused as saving it would be. */
export async function previewRole(ctx: Context, id: number, text: string | undefined): Promise<RolePreview> {
  const { actor } = ctx
  demandWholeTenant(actor, 'roles.manage')
  const was = await statements.findRole(ctx.db, actor.tenantId, id)
  if (!was) throw notFound()
  const wanted = text === undefined ? was.permissions : readPermissions(text)
  if (!wanted) throw invalidAt('query:permissions', 'unknown', 'permissions names one that does not exist.')
  if (was.builtIn !== null && text !== undefined) throw roleBuiltIn()
  demandHeld(actor, [...was.permissions, ...wanted])
  return preview(ctx, id, ordered(wanted))
}

/** Open pages of whoever holds the role ask again what their person may do (SPEC 4.3). */
async function tellHolders(trx: Trx, tenant: number, id: number): Promise<void> {
  const ids = await statements.listHolders(trx, tenant, id)
  if (ids.length > 0) await notify(trx, { tenant, kind: 'rights-changed', ids })
}

/** In the order of the catalogue, each once, so that the same permissions are the same role. */
const ordered = (permissions: readonly Permission[]) => permissionNames.filter((name) => permissions.includes(name))

function demandHeld(actor: Actor, permissions: readonly Permission[]): void {
  const lacked = lackedPower(actor, wholeTenant(permissions))
  if (lacked === null) return
  const detail = `You lack the permission “${catalogue[lacked].says}” for the whole tenant, so a role with it is beyond you.`
  throw holdsMore({ detail, more: { permission: lacked } })
}
