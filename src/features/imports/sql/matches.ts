/** How somebody matched the columns of a header. */
import type { Actor } from '../../../server/actor.ts'
import type { Query } from '../../../server/database/database.ts'
import type { ReadingOptions } from '../contract.ts'

type Columns = NonNullable<ReadingOptions['columns']>

export async function findMatch(db: Query, { tenantId, kind, id }: Actor, hash: string): Promise<Columns | undefined> {
  const row = await db
    .selectFrom('import_matches')
    .select('columns')
    .where('tenant_id', '=', tenantId)
    .where('actor_kind', '=', kind)
    .where('actor_id', '=', id)
    .where('header_hash', '=', hash)
    .executeTakeFirst()
  return row?.columns as Columns | undefined
}

export async function putMatch(db: Query, { tenantId, kind, id }: Actor, hash: string, columns: Columns, at: Date) {
  const match = { columns: JSON.stringify(columns), used_at: at }
  await db
    .insertInto('import_matches')
    .values({ tenant_id: tenantId, actor_kind: kind, actor_id: id, header_hash: hash, ...match })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'actor_kind', 'actor_id', 'header_hash']).doUpdateSet(match),
    )
    .execute()
}
