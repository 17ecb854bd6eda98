/** The groups themselves; who is in them is changed by actions on people. */
import { changedMeanwhile, notFound } from '../../../contract/problem.ts'
import { transaction, type Context } from '../../../server/context.ts'
import type { Trx } from '../../../server/database/database.ts'
import { differences, recordSetting } from '../../history/service/record.ts'
import { demandWholeTenant } from '../../roles/service/whole-tenant.ts'
import type { Group, GroupKind } from '../contract.ts'
import * as statements from '../sql/groups.ts'

export type Asked = { kind?: GroupKind; search?: string; archived?: 'yes'; ids?: string; limit?: string }

/** Groups of one kind or all, by name, and how many there are; archived ones only when they are asked for, or named by id. */
export const listGroups = (
  { db, actor }: Context,
  { kind, search, archived, ids, limit }: Asked,
): Promise<{ items: Group[]; total: number }> =>
  statements.listGroupRows(db, actor, {
    kind: kind ?? null,
    search: search ?? '',
    archived: archived === 'yes' || ids !== undefined,
    ids: ids?.split(',').map(Number) ?? null,
    limit: Number(limit ?? 1000),
  })

/** Makes a group that nobody is in yet. */
export async function createGroup(ctx: Context, { kind, name }: { kind: GroupKind; name: string }): Promise<Group> {
  const { tenantId } = ctx.actor
  demandWholeTenant(ctx.actor, 'groups.manage')
  return transaction(ctx, async (trx) => {
    const id = await statements.insertGroup(trx, tenantId, kind, name)
    await recordSetting(ctx, trx, 'group-created', { id, kind, name })
    return statements.getGroup(trx, ctx.actor, id)
  })
}

export type NewGroup = { readonly kind: GroupKind; readonly name: string }

/**
 * Makes the groups that an import names and that are not there, in the transaction of the import; answers the id of
 * each, also of one that somebody else made a moment ago.
 */
export async function makeGroups<G extends NewGroup>(
  ctx: Context,
  trx: Trx,
  groups: readonly G[],
): Promise<(G & { readonly id: number })[]> {
  demandWholeTenant(ctx.actor, 'groups.manage')
  const { tenantId } = ctx.actor
  const made = await statements.insertMissingGroups(trx, tenantId, groups)
  for (const { id, kind, name } of made.filter(({ fresh }) => fresh))
    await recordSetting(ctx, trx, 'group-created', { id, kind, name })
  return groups.map((group, i) => ({ ...group, id: made[i]!.id }))
}

/** Renames a group, archives it or takes it back; its members stay. */
export async function editGroup(
  ctx: Context,
  id: number,
  version: number,
  wanted: { name?: string; archived?: boolean },
): Promise<Group> {
  const { tenantId } = ctx.actor
  demandWholeTenant(ctx.actor, 'groups.manage')
  return transaction(ctx, async (trx) => {
    const was = await statements.lockGroup(trx, tenantId, id)
    if (!was) throw notFound()
    if (was.version !== version) throw changedMeanwhile()
    const change = differences(was, wanted)
    if (change) {
      await statements.updateGroup(trx, tenantId, id, change.after, ctx.clock.now())
      await recordSetting(ctx, trx, 'group-edited', { id, ...change })
    }
    return statements.getGroup(trx, ctx.actor, id)
  })
}
