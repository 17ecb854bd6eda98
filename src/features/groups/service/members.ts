/** Adding people to groups, taking them out, and putting others in their place: rules and changes of every kind of group. */
import { invalidRequest, type FieldError } from '../../../contract/problem.ts'
import { reachOf } from '../../../server/actor.ts'
import type { Context } from '../../../server/context.ts'
import type { Expression, Trx } from '../../../server/database/database.ts'
import type { Refusal } from '../../changes/contract.ts'
import type { Action, Judgement } from '../../changes/service/action.ts'
import type { PersonChange } from '../../history/service/record.ts'
import { groupFields, type GroupField } from '../../users/fields/catalogue.ts'
import { groupWords, type GroupKind } from '../contract.ts'
import { firstOf } from '../../../server/database/judgement.ts'
import {
  countOtherMemberships,
  deleteMemberships,
  deleteOtherMemberships,
  either,
  holdsAll,
  holdsAny,
  holdsOther,
  insertMemberships,
  insertStagedMemberships,
  keepsNone,
  lacksAny,
  lacksArchived,
  outsideSites,
  selectGroupStates,
  selectMemberships,
  type Membership,
} from '../sql/members.ts'

/** What a field of groups takes: ids, or skills with a level. */
export type Given = readonly (number | { id: number; level?: number | null })[]
export type Verb = 'add' | 'remove' | 'replace'

export const asMemberships = (given: Given): Membership[] =>
  given.map((g) => (typeof g === 'number' ? { id: g, level: null } : { id: g.id, level: g.level ?? null }))
const idsOf = (given: readonly Membership[]) => given.map((g) => g.id)

/**
 * Refuses groups that are not there, are of another kind, or are archived and would be given. A replacement may name an
 * archived one that the person has already, which the judgement sees to.
 */
export async function demandGroups(ctx: Context, field: GroupField, given: Given, verb: Verb): Promise<void> {
  const ids = idsOf(asMemberships(given))
  const states = new Map((await selectGroupStates(ctx.db, ctx.actor.tenantId, ids)).map((s) => [s.id, s]))
  const word = groupWords[groupFields[field]].one
  const errors: FieldError[] = ids.flatMap((id, i) => {
    const state = states.get(id)
    const pointer = `#/${field}/${i}`
    if (!state || state.kind !== groupFields[field])
      return [{ pointer, code: 'unknown', message: `There is no ${word} ${id}.` }]
    if (state.archived && verb === 'add')
      return [{ pointer, code: 'archived', message: `The ${word} ${id} is archived. Choose another.` }]
    return []
  })
  if (errors.length > 0) throw invalidRequest({ detail: errors[0]!.message, errors })
}

type Refusals = [Expression<boolean>, Refusal][]

/**
 * Managers change desks within their own alone, and take nobody's last one of these (PEOPLE-1). What somebody has
 * outside of them may be named, so long as it stays; people of a site that is theirs are not bound by desks.
 */
function refusalsOfDesks(ctx: Context, kind: GroupKind, verb: Verb, ids: readonly number[]): Refusals {
  const reach = reachOf(ctx.actor, 'users.groups')
  if (kind !== 'desk' || !reach || reach.everywhere) return []
  const { tenantId } = ctx.actor
  const own = reach.desks
  const outside = ids.filter((id) => !own.includes(id))
  const refusals: Record<Verb, Refusals> = {
    add: [[lacksAny(tenantId, outside), 'outside-your-desks']],
    remove: [
      [holdsAny(tenantId, outside), 'outside-your-desks'],
      [
        keepsNone(
          tenantId,
          own.filter((id) => !ids.includes(id)),
        ),
        'last-desk-of-yours',
      ],
    ],
    replace: [
      [either(lacksAny(tenantId, outside), holdsOther(tenantId, kind, [...own, ...outside])), 'outside-your-desks'],
      ...(outside.length === ids.length
        ? [[keepsNone(tenantId, []), 'last-desk-of-yours'] as [Expression<boolean>, Refusal]]
        : []),
    ],
  }
  return refusals[verb].map(([predicate, reason]) => [outsideSites(predicate, reach.sites), reason])
}

function judge(ctx: Context, kind: GroupKind, verb: Verb, given: readonly Membership[]): Expression<Judgement | null> {
  const { tenantId } = ctx.actor
  const ids = idsOf(given)
  const already = {
    add: [[holdsAll(tenantId, given, 'at-least'), true]],
    remove: [[holdsAny(tenantId, ids), false]],
    replace: [
      [holdsAll(tenantId, given, 'exactly'), true],
      [holdsOther(tenantId, kind, ids), false],
    ],
  } as const
  const refusals = refusalsOfDesks(ctx, kind, verb, ids)
  if (verb === 'replace') refusals.push([lacksArchived(tenantId, ids), 'group-archived'])
  return firstOf(already[verb], refusals)
}

/** Changes the memberships of a set and says what each had and has. */
export async function applyMemberships(
  ctx: Context,
  trx: Trx,
  ids: readonly string[],
  field: GroupField,
  verb: Verb,
  given: Given,
): Promise<PersonChange[]> {
  const { tenantId } = ctx.actor
  const kind = groupFields[field]
  const groups = asMemberships(given)
  const before = await selectMemberships(trx, tenantId, ids, kind)
  if (verb === 'remove') await deleteMemberships(trx, tenantId, ids, idsOf(groups))
  else {
    if (verb === 'replace') await deleteOtherMemberships(trx, tenantId, ids, kind, idsOf(groups))
    if (groups.length > 0)
      await insertMemberships(trx, tenantId, ids, groups, verb === 'replace' ? 'exactly' : 'at-least')
  }
  return ids.map((userId) => {
    const had = before.get(userId) ?? []
    return { userId, changes: { [field]: [shown(field, had), shown(field, after(verb, had, groups))] } }
  })
}

/** What somebody holds after it; the same rule as the statements, so that nobody is read twice. */
function after(verb: Verb, had: readonly Membership[], given: readonly Membership[]): Membership[] {
  const ids = new Set(idsOf(given))
  if (verb === 'remove') return had.filter((m) => !ids.has(m.id))
  const held = new Map(had.map((m) => [m.id, m.level]))
  const gained = given.map((g) => ({ id: g.id, level: g.level ?? (verb === 'add' ? held.get(g.id) : null) ?? null }))
  return [...(verb === 'replace' ? [] : had.filter((m) => !ids.has(m.id))), ...gained].sort((a, b) => a.id - b.id)
}

/** Memberships as history keeps them. */
export const shown = (field: GroupField, members: readonly Membership[]) =>
  field === 'skills' ? members : idsOf(members)

/** The action of one kind and verb. */
export function membershipAction<F extends GroupField>(
  contract: Action['contract'],
  field: F,
  verb: Verb,
): Action<{ [K in F]: Given }> {
  return {
    contract: contract as Action<{ [K in F]: Given }>['contract'],
    admit: (ctx, params) => demandGroups(ctx, field, params[field], verb),
    judge: (ctx, params) => judge(ctx, groupFields[field], verb, asMemberships(params[field])),
    apply: (ctx, trx, ids, params) => applyMemberships(ctx, trx, ids, field, verb, params[field]),
    ...(verb === 'replace'
      ? {
          impact: (ctx, params, ids) => ({
            membershipsLost: countOtherMemberships(
              ctx.actor.tenantId,
              groupFields[field],
              idsOf(asMemberships(params[field])),
              ids,
            ),
          }),
        }
      : {}),
    // A manager's own rights may hang on desks: reach is by membership of those who are seen, not of the manager.
    inverse: 'before-values',
  }
}

/** Puts new people into the groups that they come with; who is in which was checked before. */
export const joinGroups = insertStagedMemberships
