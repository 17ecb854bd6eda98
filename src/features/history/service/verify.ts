/** Proves that nothing of the change log is missing or altered (LOG-1). */
import type { Context } from '../../../server/context.ts'
import { demandWholeTenant } from '../../roles/service/whole-tenant.ts'
import {
  checkSeals,
  countEntries,
  findWrongPersonal,
  listWrongNames,
  type FaultySeal,
  type WrongPersonal,
} from '../sql/verify.ts'

export type Verification = {
  readonly intact: boolean
  readonly entries: number
  readonly sealed: number
  /** Written in the last moments, or while a long transaction is open: not covered by a seal yet. */
  readonly unsealed: number
  /** Entries of people who were erased: they stand, some of their values are gone for good. */
  readonly erased: number
  /** What is wrong, in sentences, at most a hundred of each kind. */
  readonly faults: readonly string[]
}

const MOST_FAULTS = 100

/** Walks the chain of the tenant from its first seal, recomputes every hash, and says what does not hold. */
export async function verifyHistory(ctx: Pick<Context, 'db' | 'actor'>): Promise<Verification> {
  const { tenantId } = ctx.actor
  demandWholeTenant(ctx.actor, 'history.read')
  // One snapshot for all of it: what is written meanwhile is neither missing nor extra.
  return ctx.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      const { covered, faulty } = await checkSeals(trx, tenantId, MOST_FAULTS)
      const { entries, unsealed, erased } = await countEntries(trx, tenantId)
      const wrong = await findWrongPersonal(trx, tenantId, MOST_FAULTS)
      const misnamed = await listWrongNames(trx, tenantId, MOST_FAULTS)
      const stray = entries - unsealed - covered
      const faults = [
        ...[...faulty.flatMap(sealFaults), ...strayFault(stray)],
        ...[...wrong.map(personalFault), ...misnamed.map(nameFault)],
      ]
      return { intact: faults.length === 0, entries, sealed: entries - unsealed, unsealed, erased, faults }
    })
}

const some = (count: number, one: string, many: string) => (count === 1 ? `1 ${one} is` : `${count} ${many} are`)

function sealFaults({ seq, sealed_at, entries, found, gap, linked }: FaultySeal): string[] {
  const seal = `Seal ${seq} of ${new Date(sealed_at).toISOString()}`
  if (gap > 0) return [`Before seal ${seq}, ${some(gap, 'seal', 'seals')} missing.`]
  if (found < entries) return [`${seal}: ${some(entries - found, 'entry', 'entries')} missing of ${entries}.`]
  if (found > entries) return [`${seal}: ${some(found - entries, 'entry', 'entries')} there that it does not cover.`]
  if (!linked) return [`${seal} does not follow the seal before it.`]
  return [`${seal}: an entry or the seal itself was altered.`]
}

const strayFault = (stray: number) =>
  stray > 0 ? [`${some(stray, 'entry', 'entries')} there that no seal covers, though later ones are sealed.`] : []

const personalFault = ({ user_id, field, change_set_id }: WrongPersonal) =>
  `The value of ${field} of user ${user_id} in change ${change_set_id} was altered.`

const nameFault = (changeSet: string) => `The name of who made change ${changeSet} was altered.`
