/**
 * Two groups of a kind become one: everybody of the first comes into the second, batch by batch, and the first is archived with
 * the first batch, so that nobody is added to it meanwhile (docs/decisions/0023).
 */
import { invalidRequest, notFound } from '../../../contract/problem.ts'
import type { Context } from '../../../server/context.ts'
import type { Expression, Trx } from '../../../server/database/database.ts'
import { firstOf } from '../../../server/database/judgement.ts'
import type { Plan } from '../../changes/contract/plans.ts'
import type { Action, Catalogue, StagedAction, Treated } from '../../changes/service/action.ts'
import { makePlan } from '../../changes/service/plan.ts'
import { applyToSet } from '../../changes/service/run.ts'
import { recordSetting, type PersonChange } from '../../history/service/record.ts'
import {
  countLimits,
  demandMayMoveLimits,
  limitedTo,
  moveLimits,
  peopleLimitedTo,
} from '../../roles/service/desk-limits.ts'
import { demandWholeTenant } from '../../roles/service/whole-tenant.ts'
import { holdsMore } from '../../roles/scope.ts'
import { groupFieldNames, groupFields, type GroupField } from '../../users/fields/catalogue.ts'
import { groupWords, type GroupKind } from '../contract.ts'
import { groupUnused, mergeAction, type MergeParams } from '../contract/merge.ts'
import { selectMemberships } from '../sql/members.ts'
import {
  countMoving,
  findPair,
  lockPair,
  mergingPeople,
  moveMemberships,
  nobody,
  noPeople,
  putAway,
  touchedBy,
  type Pair,
} from '../sql/merge.ts'
import { shown } from './members.ts'

const fieldOf = (kind: string): GroupField => groupFieldNames.find((field) => groupFields[field] === kind)!

/** Whether the two can become one as things are: `from` may be archived, so that those who were left behind can follow. */
const areMergeable = ({ from, into }: Pair): boolean =>
  from !== undefined &&
  into !== undefined &&
  from.id !== into.id &&
  from.kind === into.kind &&
  !into.archived &&
  (from.mergedInto === null || from.mergedInto === into.id)

/** Refuses what cannot be merged, and whoever may not: it is about the whole group, so it needs the whole tenant. */
async function demandMergeable(ctx: Context, ids: MergeParams): Promise<GroupField> {
  demandWholeTenant(ctx.actor, 'groups.manage')
  demandWholeTenant(ctx.actor, 'users.groups')
  const pair = await findPair(ctx.db, ctx.actor.tenantId, ids)
  if (!pair.from) throw notFound()
  if (!areMergeable(pair)) throw invalidRequest({ detail: whyNot(pair), errors: [fault(whyNot(pair))] })
  if (pair.from.kind === 'desk') await demandMayMoveLimits(ctx, ids.from, ids.into)
  return fieldOf(pair.from.kind)
}

const fault = (message: string) => ({ pointer: '#/into', code: 'not-mergeable', message })

function whyNot({ from, into }: Pair): string {
  const { one } = groupWords[from!.kind as GroupKind]
  if (!into || into.kind !== from!.kind) return `There is no other ${one} of that id.`
  if (into.id === from!.id) return `Choose another ${one} than this one.`
  if (into.archived) return 'That one is archived. Choose another.'
  return 'This one was merged into another one already.'
}

/** How many people and roles a merge would move. */
export async function previewMerge(ctx: Context, ids: MergeParams) {
  const field = await demandMergeable(ctx, ids)
  const [moving, limits] = await Promise.all([
    countMoving(ctx.db, ctx.actor.tenantId, ids),
    field === 'desks' ? countLimits(ctx, ids.from) : 0,
  ])
  return { ...moving, limits }
}

/** Plans the merging of two groups; running the plan does it. */
export async function planMerge(ctx: Context, catalogue: Catalogue, ids: MergeParams): Promise<Plan> {
  const { people, limits } = await previewMerge(ctx, ids)
  if (people + limits === 0) throw groupUnused()
  const field = fieldOf((await findPair(ctx.db, ctx.actor.tenantId, ids)).from!.kind)
  const action = mergeActionOf(field)
  return makePlan(ctx, catalogue, action, { name: action.contract.name, params: ids, target: { staged: true } })
}

const limited = (field: GroupField, { tenantId }: Context['actor'], group: number) =>
  field === 'desks' ? limitedTo(tenantId, group) : nobody

/** What is done to each person of a batch. */
const moving = (field: GroupField): Action<MergeParams> => ({
  contract: mergeAction(field),
  judge: ({ actor }, { from }) => firstOf([[touchedBy(actor.tenantId, from, limited(field, actor, from)), false]], []),
  apply: (ctx, trx, ids, params) => move(ctx, trx, ids, field, params),
  inverse: 'before-values',
})

async function move(
  ctx: Context,
  trx: Trx,
  ids: readonly string[],
  field: GroupField,
  params: MergeParams,
): Promise<PersonChange[]> {
  const { tenantId } = ctx.actor
  const before = await selectMemberships(trx, tenantId, ids, groupFields[field])
  await moveMemberships(trx, tenantId, ids, params)
  const after = await selectMemberships(trx, tenantId, ids, groupFields[field])
  const roles = field === 'desks' ? await moveLimits(ctx, trx, ids, params.from, params.into) : new Map<string, never>()
  return ids.map((userId) => {
    const sides = [shown(field, before.get(userId) ?? []), shown(field, after.get(userId) ?? [])] as const
    const changes = { [field]: sides, ...(roles.has(userId) ? { roles: roles.get(userId)! } : {}) }
    return { userId, changes: Object.fromEntries(Object.entries(changes).filter(differ)) }
  })
}

const differ = ([, [was, is]]: [string, readonly [unknown, unknown]]) => JSON.stringify(was) !== JSON.stringify(is)

/** Archives the group with its first batch. Who comes too late for this pair leaves everybody where they are. */
async function claim(ctx: Context, trx: Trx, params: MergeParams): Promise<boolean> {
  const { tenantId } = ctx.actor
  const known = await findPair(trx, tenantId, params)
  const isClaimed = known.from?.mergedInto === params.into
  const pair = await lockPair(trx, tenantId, params, isClaimed ? 'share' : 'update')
  if (!areMergeable(pair)) return false
  if (pair.from!.mergedInto === params.into) return true
  await putAway(trx, tenantId, params, ctx.clock.now())
  const { id, kind, name } = pair.from!
  await recordSetting(ctx, trx, 'group-merged', { id, kind, name, into: { id: params.into, name: pair.into!.name } })
  return true
}

async function treat(
  ctx: Context,
  trx: Trx,
  ids: readonly string[],
  field: GroupField,
  params: MergeParams,
): Promise<Treated> {
  if (await claim(ctx, trx, params)) return applyToSet(ctx, trx, moving(field), ids, params)
  return { changed: [], already: [], refused: new Map(ids.map((id) => [id, 'no-longer-possible'])), unseen: [] }
}

const peopleOf = (field: GroupField, { actor }: Context, { from }: MergeParams): Expression<unknown> =>
  mergingPeople(
    actor.tenantId,
    from,
    field === 'desks' ? peopleLimitedTo(actor.tenantId, from) : noPeople,
    holdsMore(actor),
  )

/** The action of one kind: its rows are the people of the group, found when it is planned. */
export const mergeActionOf = (field: GroupField): StagedAction<MergeParams> => ({
  contract: mergeAction(field),
  admit: async (ctx, params) => void (await demandMergeable(ctx, params)),
  people: (ctx, params) => peopleOf(field, ctx, params),
  treat: (ctx, trx, ids, params) => treat(ctx, trx, ids, field, params),
  names: () => Promise.resolve(new Map()),
  via: 'job',
  // Roles that are limited to a desk reach other people afterwards.
  ...(field === 'desks' ? { changesRights: true as const } : {}),
  inverse: 'before-values',
})
