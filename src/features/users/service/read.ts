import { isUuid } from '../../../contract/ids.ts'
import { notFound } from '../../../contract/problem.ts'
import type { Context } from '../../../server/context.ts'
import { visibleUsers } from '../../roles/scope.ts'
import type { User } from '../contract/user.ts'
import { either, isPerson, whichHold } from '../sql/people.ts'
import { findPerson } from '../sql/rows.ts'
import { toUser } from './shape.ts'
import type { Expression } from '../../../server/database/database.ts'

/** Whom the actor may see: those in reach of `users.read`, and always themselves. */
export const visibleOrSelf = (ctx: Context): Expression<boolean> =>
  either(visibleUsers(ctx.actor, 'users.read'), isPerson(ctx.actor.kind === 'user' ? ctx.actor.id : null))

/** One user, whole. Out of sight, of another tenant, deleted or unknown: all the same 404. */
export async function readUser(ctx: Context, id: string): Promise<User> {
  const row = isUuid(id)
    ? await findPerson(ctx.db, { tenantId: ctx.actor.tenantId, now: ctx.clock.now() }, id, visibleOrSelf(ctx))
    : undefined
  if (!row) throw notFound()
  return toUser(row, ctx.modules)
}

export async function isVisible(ctx: Context, id: string): Promise<boolean> {
  return isUuid(id) && (await whichHold(ctx.db, ctx.actor.tenantId, id, [visibleOrSelf(ctx)]))[0] === true
}
