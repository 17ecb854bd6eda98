/** What becomes of presence when an account ends (SPEC 4.4: the SIP registration is dropped). */
import type { Context } from '../../../server/context.ts'
import type { Expression, Trx } from '../../../server/database/database.ts'
import { countRegistrations, dropRegistrations } from '../sql/registrations.ts'
import { endAvailability } from '../sql/words.ts'

/** Drops the registrations of a set of users and puts them offline; for each who had live registrations, how many. */
export async function leavePhones(
  { clock, actor }: Pick<Context, 'clock' | 'actor'>,
  trx: Trx,
  userIds: readonly string[],
): Promise<Map<string, number>> {
  const now = clock.now()
  await endAvailability(trx, actor.tenantId, userIds, now)
  return dropRegistrations(trx, actor.tenantId, userIds, now)
}

/** How many live registrations a set of people has: a subquery of their ids. */
export const registrationsOf = (
  { clock, actor }: Pick<Context, 'clock' | 'actor'>,
  ids: Expression<unknown>,
): Expression<number> => countRegistrations(actor.tenantId, clock.now(), ids)
