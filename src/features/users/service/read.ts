import { isUuid } from '../../../contract/ids.ts'
import { notFound } from '../../../contract/problem.ts'
import { holds, reachOf } from '../../../server/actor.ts'
import type { Context } from '../../../server/context.ts'
import type { Expression, Trx } from '../../../server/database/database.ts'
import { partsOfList } from '../../calls/rules.ts'
import { visibleUsers } from '../../roles/scope.ts'
import type { User } from '../contract/user.ts'
import { either, everybody, isPerson, whichHold } from '../sql/people.ts'
import { findPerson, findPersonIn } from '../sql/rows.ts'
import { toUser } from './shape.ts'

/** What is switched on for whoever asks. */
export const partsSeen = ({ actor, modules }: Pick<Context, 'actor' | 'modules'>) =>
  partsOfList(modules, (permission) => reachOf(actor, permission))

/** The person is the one who asks, and may see and edit the own profile. */
export const isOwnProfile = ({ actor }: Context, id: string): boolean =>
  actor.kind === 'user' && actor.id === id && holds(actor, 'own.profile')

/** Whom the actor may see: those in reach of `users.read`, and themselves. */
export const visibleOrSelf = (ctx: Context): Expression<boolean> =>
  either(visibleUsers(ctx.actor, 'users.read'), isPerson(isOwnProfile(ctx, ctx.actor.id) ? ctx.actor.id : null))

/** One user, whole. Out of sight, of another tenant, deleted or unknown: all the same 404. */
export async function readUser(ctx: Context, id: string): Promise<User> {
  const row = isUuid(id)
    ? await findPerson(ctx.database, { tenantId: ctx.actor.tenantId, now: ctx.clock.now() }, id, visibleOrSelf(ctx))
    : undefined
  if (!row) throw notFound()
  return toUser(row, partsSeen(ctx))
}

/** A person as the actor's own change left them, also when it took them out of the actor's sight. */
export async function readAfterwards(ctx: Context, trx: Trx, id: string): Promise<User> {
  const row = await findPersonIn(trx, { tenantId: ctx.actor.tenantId, now: ctx.clock.now() }, id, everybody)
  if (!row) throw notFound()
  return toUser(row, partsSeen(ctx))
}

export async function isVisible(ctx: Context, id: string): Promise<boolean> {
  return isUuid(id) && (await whichHold(ctx.db, ctx.actor.tenantId, id, [visibleOrSelf(ctx)]))[0] === true
}
