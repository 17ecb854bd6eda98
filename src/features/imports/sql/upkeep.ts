/** Putting away drafts whose time is over, and whatever rows say of people who are erased. */
import { sql } from 'kysely'
import type { Query, Trx } from '../../../server/database/database.ts'
import { deleteImport } from './drafts.ts'

/** Deletes the oldest draft whose time is over, but for one that runs; false when there is none. */
export async function deleteOverdue(db: Query, tenantId: number, now: Date): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ tenant_id: number; number: number }>`
      select i.tenant_id, i.number from imports i
      where i.tenant_id = ${tenantId} and i.kept_until < ${now}
        and not exists (select from plans p where p.tenant_id = i.tenant_id and p.id = i.plan_id and p.state = 'running')
      order by i.kept_until limit 1 for update of i skip locked`.execute(trx)
    if (rows[0]) await deleteImport(trx, rows[0])
    return rows.length > 0
  })
}

export async function deleteUnusedMatches(db: Query, tenantId: number, before: Date): Promise<void> {
  await db.deleteFrom('import_matches').where('tenant_id', '=', tenantId).where('used_at', '<', before).execute()
}

/** Deletes the rows that are about these people. */
export async function deleteRowsOf(trx: Trx, tenantId: number, userIds: readonly string[]): Promise<void> {
  await sql`
    with gone as (
      delete from import_outcomes where tenant_id = ${tenantId} and user_id = any(${[...userIds]}::uuid[]) returning import, line
    ), shown as (
      update imports i set findings = jsonb_set(findings, '{columns}', (
        select coalesce(jsonb_agg(read || '{"samples": []}'), '[]') from jsonb_array_elements(findings -> 'columns') as read))
      where i.tenant_id = ${tenantId} and i.number in (select import from gone) and findings ? 'columns'
    )
    delete from import_rows r using gone where r.tenant_id = ${tenantId} and r.import = gone.import and r.line = gone.line`.execute(
    trx,
  )
}
