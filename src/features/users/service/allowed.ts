/** What the actor may do to one person, and why not: answered by the very predicates that the actions use. */
import type { Context } from '../../../server/context.ts'
import { refusals, type Refusal } from '../../changes/contract.ts'
import type { AnyAction } from '../../changes/service/action.ts'
import { notFound } from '../../../contract/problem.ts'
import { holdsMore, visibleUsers } from '../../roles/scope.ts'
import { permissions, type Permission } from '../../../contract/permissions.ts'
import { definition, fieldNames, type FieldName } from '../fields/catalogue.ts'
import { isPerson, whichHold } from '../sql/people.ts'
import { selectJudgements } from '../sql/judgements.ts'
import { isOwnProfile, isVisible } from './read.ts'

export type Allowed = { action: string; allowed: boolean; reason?: string }

/**
 * What is said where there is nothing left to do. Only actions without parameters are here: they can be judged before
 * anybody chose some.
 */
const nothingToDo: ReadonlyMap<string, string> = new Map([
  ['activate', 'The account is active already, or becomes active with its first password.'],
  ['deactivate', 'The account is inactive already.'],
  ['delete', 'The account is deleted already.'],
  ['end-sessions', 'There is no open session to end.'],
  ['unlock', 'The account is not locked.'],
  ['send-activation', 'The account was activated already.'],
  ['send-reset-link', 'There is no password to reset.'],
  ['reset-authenticator', 'No two-step verification is set up.'],
])
const judgeable = (a: AnyAction) => nothingToDo.has(a.contract.name)

export async function listAllowed(
  ctx: Context,
  id: string,
  actions: readonly AnyAction[],
): Promise<{ items: Allowed[]; fields: FieldName[] }> {
  if (!(await isVisible(ctx, id))) throw notFound()
  const needed = [
    ...new Set([
      ...actions.map((a) => a.contract.permission),
      ...fieldNames.map((f) => definition(f).permission),
      'users.reset-password' as const,
    ]),
  ]
  const { tenantId } = ctx.actor
  const held = await whichHold(ctx.db, tenantId, id, [
    holdsMore(ctx.actor),
    isPerson(ctx.actor.kind === 'user' ? ctx.actor.id : null),
    ...needed.map((p) => visibleUsers(ctx.actor, p)),
  ])
  const [more, self] = held
  const may = (p: Permission) => held[needed.indexOf(p) + 2] === true
  const own = actions
    .filter((a) => !a.reachesDeleted)
    .filter((a) => !a.contract.module || ctx.modules.includes(a.contract.module))
  const judged = await selectJudgements(
    ctx.db,
    tenantId,
    id,
    own.filter(judgeable).map((a) => ({ name: a.contract.name, judgement: a.judge(ctx, undefined) })),
  )
  const reasonFor = (name: string, permission: Permission): string | undefined => {
    if (!may(permission)) return `This needs the permission “${permissions[permission].says}”.`
    if (more && !self) return refusals['holds-more-than-you']
    const verdict = judged.get(name)
    if (verdict === 'already') return nothingToDo.get(name)
    return verdict ? refusals[verdict as Refusal] : undefined
  }
  const item = (action: string, permission: Permission): Allowed => {
    const reason = reasonFor(action, permission)
    return reason === undefined ? { action, allowed: true } : { action, allowed: false, reason }
  }
  const items = [
    ...own.map((a) => item(a.contract.name, a.contract.permission)),
    item('reset-password', 'users.reset-password'),
  ]
  const unique = [...new Map(items.map((i) => [i.action, i])).values()]
  return { items: unique, fields: fieldNames.filter((f) => mayWrite(ctx, f, may, more === true, self === true)) }
}

function mayWrite(
  ctx: Context,
  field: FieldName,
  may: (p: Permission) => boolean,
  more: boolean,
  self: boolean,
): boolean {
  const { permission, own, fixed, module } = definition(field)
  if (fixed || (module && !ctx.modules.includes(module))) return false
  if (field === 'superuser' && !ctx.actor.superuser) return false
  return (own === true && isOwnProfile(ctx, ctx.actor.id) && self) || (may(permission) && (!more || self))
}
