/** Changes as they stand among the other things that people did: in a stretch of time, newest first. */
import { sql } from 'kysely'
import type { Expression, Query } from '../../../server/database/database.ts'
import { NOBODY } from '../service/record.ts'
import { entriesOf, type EntryRow } from './read.ts'

/** Only what is older: than that moment, and of that moment what comes after `id` and `userId`, where these are told. */
export type Before = {
  readonly at: Date
  readonly id: string | null
  readonly userId: string | null
  readonly within: boolean
}
export type AmongAsk = {
  readonly tenantId: number
  readonly from: Date | null
  readonly to: Date | null
  /** An address or a network. */
  readonly address: string | null
  readonly before: Before | null
  readonly limit: number
}

const conditions = ({ tenantId, from, to, address, before }: AmongAsk, alias: 'h' | 'c', key: Expression<unknown>) => {
  const at = sql.ref(`${alias}.at`)
  return sql.join(
    [
      sql`${sql.ref(`${alias}.tenant_id`)} = ${tenantId}`,
      ...(from ? [sql`${at} >= ${from}`] : []),
      ...(to ? [sql`${at} < ${to}`] : []),
      ...(address === null ? [] : [sql`c.address <<= ${address}::inet`]),
      ...(before === null ? [] : [olderThan(before, at, key)]),
    ],
    sql` and `,
  )
}

function olderThan({ at, id, userId, within }: Before, column: Expression<unknown>, key: Expression<unknown>) {
  if (id !== null && userId !== null)
    return sql`(${column}, ${key}) < (${at}::timestamptz, ${id}::uuid, ${userId}::uuid)`
  return within ? sql`${column} <= ${at}` : sql`${column} < ${at}`
}

/** What was changed of people: of one, or of all whom `may` lets the reader see. */
export async function listAmong(
  db: Query,
  ask: AmongAsk,
  { userId, may }: { readonly userId: string | null; readonly may: Expression<boolean> | null },
): Promise<EntryRow[]> {
  const whom = userId === null ? sql`h.user_id <> ${NOBODY}::uuid` : sql`h.user_id = ${userId}::uuid`
  const seen = may ? sql`exists (select from users p where p.id = h.user_id and ${may})` : sql`true`
  const { rows } = await sql<EntryRow>`${entriesOf(ask.tenantId)}
    where ${conditions(ask, 'h', sql`h.change_set_id, h.user_id`)} and ${whom} and ${seen}
    order by h.at desc, h.change_set_id desc, h.user_id desc limit ${ask.limit}`.execute(db)
  return rows
}

export type SetRow = Pick<EntryRow, 'at' | 'action' | 'actor_name' | 'origin' | 'address'> & { readonly id: string }

/** What somebody changed of others: each change set once, however many they were. */
export async function listMadeBy(
  db: Query,
  ask: AmongAsk,
  { userId, may }: { readonly userId: string; readonly may: Expression<boolean> | null },
): Promise<SetRow[]> {
  const seen = may ? sql`exists (select from users p where p.id = ${userId}::uuid and ${may})` : sql`true`
  const { rows } = await sql<SetRow>`
    select c.id, c.at, c.action, c.actor_name, c.origin, c.address from change_sets c
    where ${conditions(ask, 'c', sql`c.id, ${NOBODY}::uuid`)} and c.actor_id = ${userId} and ${seen}
      and not exists (select from history h where h.tenant_id = c.tenant_id and h.user_id = ${userId}::uuid
        and h.at >= c.at and h.change_set_id = c.id)
    order by c.at desc, c.id desc limit ${ask.limit}`.execute(db)
  return rows
}
