/** Secondary indexes, taken away for a load and built again after it: a quarter of the time of keeping them up. */
import type pg from 'pg'

type Index = { readonly name: string; readonly definition: string }

/** Drops every index of these tables that no constraint needs, and answers them. */
export async function dropIndexes(owner: pg.Client, tables: readonly string[]): Promise<Index[]> {
  const { rows } = await owner.query<Index>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
     where indrelid = any($1::regclass[]) and not exists (select from pg_constraint where conindid = indexrelid)`,
    [tables],
  )
  for (const { name } of rows) await owner.query(`drop index ${name}`)
  return rows
}

export async function buildIndexes(owner: pg.Client, indexes: readonly Index[]): Promise<void> {
  await owner.query(`set maintenance_work_mem = '1GB'`)
  // That of a partitioned table is told without its partitions', which are wanted again as well.
  for (const { definition } of indexes) await owner.query(definition.replace(' ON ONLY ', ' ON '))
}
