/** What is taken out of reviews, closed ones too, when people are erased: notes about them, and their names (LOG-1). */
import { sql } from 'kysely'
import type { Trx } from '../../../server/database/database.ts'
import { ERASED } from './names.ts'

export async function dropNotes(trx: Trx, tenantId: number, ids: readonly string[]): Promise<void> {
  await sql`
    update review_decisions set note = null
    where tenant_id = ${tenantId} and user_id = any(${[...ids]}::uuid[]) and note is not null`.execute(trx)
}

/** Whoever decided in a review is its reviewer, its delegate or who started it: that finds their words without an index by name. */
export async function dropNamesOf(trx: Trx, tenantId: number, userIds: readonly string[]): Promise<void> {
  const ids = sql`${[...userIds]}::uuid[]`
  await sql`
    update review_decisions d set by_name = ${ERASED} from reviews v
    where v.tenant_id = ${tenantId} and (v.reviewer_id = any(${ids}) or v.delegate_id = any(${ids}) or v.started_by = any(${ids}))
      and d.tenant_id = ${tenantId} and d.review_id = v.id and d.by_id = any(${ids})`.execute(trx)
  await sql`
    update reviews set
      started_by_name = case when started_by = any(${ids}) then ${ERASED} else started_by_name end,
      closed_by_name = case when closed_by = any(${ids}) then ${ERASED} else closed_by_name end
    where tenant_id = ${tenantId} and (started_by = any(${ids}) or closed_by = any(${ids}))`.execute(trx)
  await sql`
    update review_plans set made_by_name = ${ERASED}
    where tenant_id = ${tenantId} and made_by = any(${ids})`.execute(trx)
  await sql`
    update review_schedules set owner_name = ${ERASED}
    where tenant_id = ${tenantId} and owner_kind = 'user' and owner_id = any(${ids})`.execute(trx)
}
