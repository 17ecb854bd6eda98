/** Every tenant keeps an administrator (SPEC 4.6, S30): one lock, taken by every path that could lower the number, and a check after the change. */
import type { Trx } from '../../../server/database/database.ts'
import {
  administratorsAmong,
  anyAdministratorAmong,
  hasAdministrator,
  lockAdministrators,
  rollbackTo,
  savepoint,
} from '../sql/judging.ts'

/**
 * Does the work under the guard, on people whose rows are locked. `left` names who had to be left out so that an
 * administrator stays. The lock is taken between the work and the look, and held to the end: so two who lower the number
 * look one after the other, and the work of batches goes on beside one another. A set in which nobody has what makes an
 * administrator needs none of it.
 */
export async function keepingAnAdministrator<T>(
  trx: Trx,
  tenantId: number,
  ids: readonly string[],
  work: (ids: readonly string[]) => Promise<T>,
): Promise<{ done: T; left: string | null }> {
  if (!(await anyAdministratorAmong(trx, tenantId, ids))) return { done: await work(ids), left: null }
  const keep = (await administratorsAmong(trx, tenantId, ids))[0]
  await savepoint(trx)
  const done = await work(ids)
  await lockAdministrators(trx, tenantId)
  if (keep === undefined || (await hasAdministrator(trx, tenantId))) return { done, left: null }
  // The lock goes with the savepoint; whoever stays needs none, since their row is ours until the end.
  await rollbackTo(trx)
  return { done: await work(ids.filter((id) => id !== keep)), left: keep }
}
