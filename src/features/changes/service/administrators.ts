/** Every tenant keeps an administrator (SPEC 4.6, S30): one lock, taken by every path that could lower the number, and a check after the change. */
import type { Trx } from '../../../server/database/database.ts'
import {
  administratorsAmong,
  anyAdministratorAmong,
  countAdministrators,
  lockAdministrators,
  rollbackTo,
  savepoint,
} from '../sql/judging.ts'

/**
 * Does the work under the guard. `left` names who had to be left out so that an administrator stays. A set whose rows are
 * locked and in which nobody has what makes an administrator needs no lock: so the batches of a mass action go on beside
 * one another.
 */
export async function keepingAnAdministrator<T>(
  trx: Trx,
  tenantId: number,
  ids: readonly string[],
  work: (ids: readonly string[]) => Promise<T>,
): Promise<{ done: T; left: string | null }> {
  if (!(await anyAdministratorAmong(trx, tenantId, ids))) return { done: await work(ids), left: null }
  await lockAdministrators(trx, tenantId)
  const among = await administratorsAmong(trx, tenantId, ids)
  const keep = among[0]
  if (keep === undefined) return { done: await work(ids), left: null }
  await savepoint(trx)
  const done = await work(ids)
  if ((await countAdministrators(trx, tenantId)) > 0) return { done, left: null }
  await rollbackTo(trx)
  return { done: await work(ids.filter((id) => id !== keep)), left: keep }
}
