import { sql } from 'kysely'
import type { Expression, Query } from '../../../server/database/database.ts'

/** What several actions say of one person, by the name of each; null where they would change it. */
export async function selectJudgements(
  db: Query,
  tenantId: number,
  id: string,
  asked: readonly { name: string; judgement: Expression<string | null> }[],
): Promise<Map<string, string | null>> {
  if (asked.length === 0) return new Map()
  const { rows } = await sql<{ judged: (string | null)[] }>`
    select array[${sql.join(asked.map((a) => sql`(${a.judgement})::text`))}] as judged from users p
    where p.tenant_id = ${tenantId} and p.id = ${id}::uuid and p.deleted_at is null`.execute(db)
  return new Map(asked.map((a, i) => [a.name, rows[0]?.judged[i] ?? null]))
}
