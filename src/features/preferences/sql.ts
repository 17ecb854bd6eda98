import { sql } from 'kysely'
import type { Query } from '../../server/database/database.ts'
import type { Preferences } from './contract.ts'

export async function findPreferences(db: Query, tenantId: number, userId: string): Promise<unknown> {
  const row = await db
    .selectFrom('preferences')
    .select('values')
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return row?.values
}

export async function mergePreferences(
  db: Query,
  tenantId: number,
  userId: string,
  change: Preferences,
): Promise<unknown> {
  const { rows } = await sql<{ values: unknown }>`
    insert into preferences as kept (tenant_id, user_id, values) values (${tenantId}, ${userId}, ${JSON.stringify(change)})
    on conflict (tenant_id, user_id) do update set values = kept.values || excluded.values
    returning kept.values`.execute(db)
  return rows[0]?.values
}
