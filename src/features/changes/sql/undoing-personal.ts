/** Personal values of a job, which stand beside its entries (LOG-1). */
import { sql } from 'kysely'
import type { Trx } from '../../../server/database/database.ts'
import type { EntryOf } from './undoing.ts'

type Personal = { user_id: string; changes: EntryOf['changes'] }

/** The values of personal fields that a job changed, by person; of those alone whose values are not erased. */
export async function listPersonalOf(
  trx: Trx,
  { tenantId, job }: { readonly tenantId: number; readonly job: string },
  ids: readonly string[],
): Promise<Map<string, EntryOf['changes']>> {
  const { rows } = await sql<Personal>`
    select user_id, changes from history_personal
    where tenant_id = ${tenantId} and change_set_id = ${job}::uuid and user_id = any(${[...ids]}::uuid[])`.execute(trx)
  return new Map(rows.map(({ user_id, changes }) => [user_id, changes]))
}
