/** Limits of requests, the same on every process: counted in the database, by keyed hashes. */
import type { Context } from '../../../server/context.ts'
import { findOverdrawn, take, type Window } from '../sql/limits.ts'
import { subjectOf } from './subjects.ts'
import { tooSoon } from './too-soon.ts'

type Limited = Pick<Context, 'database' | 'keyring' | 'clock'>

/**
 * Takes one of what a window has; throws `too-many-requests` with the time to wait when there is nothing left.
 * @param kind what is limited, such as `forgot-password`. @param of for whom: an address, an account, a name as typed.
 */
export async function spend(
  ctx: Limited,
  kind: string,
  of: readonly (string | number)[],
  window: Window,
): Promise<void> {
  const until = await overdrawn(ctx, kind, of, window)
  if (until) throw tooSoon(until, ctx.clock.now())
}

/** The same for what must be answered alike whether or not it was done: false when there is nothing left. */
export const mayStill = async (ctx: Limited, kind: string, of: readonly (string | number)[], window: Window) =>
  (await overdrawn(ctx, kind, of, window)) === null

const overdrawn = (ctx: Limited, kind: string, of: readonly (string | number)[], window: Window) =>
  take(ctx.database.outside, subjectOf(ctx.keyring, 'limit', kind, ...of), window, ctx.clock.now())

/**
 * Throws `too-many-requests` when a window has nothing left, and takes nothing: for what is charged only once it went wrong, such as
 * a thousand people who sign in from one address in the morning. Of those who come at once each finds what was left before.
 */
export async function demandLeft(
  ctx: Limited,
  kind: string,
  of: readonly (string | number)[],
  window: Window,
): Promise<void> {
  const now = ctx.clock.now()
  const until = await findOverdrawn(ctx.database.outside, subjectOf(ctx.keyring, 'limit', kind, ...of), window, now)
  if (until) throw tooSoon(until, now)
}
