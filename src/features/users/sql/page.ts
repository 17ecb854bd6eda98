/**
 * One page of the list by keyset (LIST-6). A sort is a row of segments, walked in turn until the page is full: so empty
 * values stand last in both directions, and a column of few values needs no index that would slow mass changes down.
 */
import { sql } from 'kysely'
import type { Expression, Query } from '../../../server/database/database.ts'
import type { Sort } from '../contract/sorts.ts'
import { online } from '../scope.ts'

/** Where a page begins: the segment, the key in it and the id of the row before. */
export type Place = { readonly segment: string; readonly key: string | null; readonly id: string }
type Segment = {
  readonly name: string
  readonly where: Expression<boolean>
  readonly key: Expression<unknown> | null
  readonly type: 'text' | 'timestamptz'
  readonly join?: Expression<unknown>
}

const all = sql<boolean>`true`
const byText = (column: string): Segment[] => [{ name: 'all', where: all, key: sql.ref(`p.${column}`), type: 'text' }]
const byId = (name: string, where: Expression<boolean>): Segment => ({ name, where, key: null, type: 'text' })

type Site = { id: number; name_key: string }
async function segmentsOf(
  db: Query,
  tenantId: number,
  now: Date,
  by: Sort['by'],
): Promise<{ filled: Segment[]; empty: Segment[] }> {
  switch (by) {
    case 'name':
      return { filled: byText('name_key'), empty: [] }
    case 'username':
      return { filled: byText('username_key'), empty: [] }
    case 'email':
      return { filled: byText('email_key'), empty: [] }
    case 'created':
      return { filled: [byId('all', all)], empty: [] }
    case 'extension':
      return {
        filled: [
          {
            name: 'some',
            where: sql<boolean>`p.extension_key is not null`,
            key: sql.ref('p.extension_key'),
            type: 'text',
          },
        ],
        empty: [byId('none', sql<boolean>`p.extension_key is null`)],
      }
    case 'status':
      return { filled: ['active', 'inactive', 'pending'].map((s) => byId(s, sql<boolean>`p.status = ${s}`)), empty: [] }
    case 'availability':
      return {
        filled: [byId('online', online(tenantId, now)), byId('offline', sql<boolean>`not ${online(tenantId, now)}`)],
        empty: [],
      }
    case 'lastSignIn': {
      const join = sql`join user_sign_ins l on l.tenant_id = ${tenantId} and l.user_id = p.id`
      const never = sql<boolean>`not exists (select from user_sign_ins l where l.tenant_id = ${tenantId} and l.user_id = p.id)`
      return {
        filled: [
          {
            name: 'some',
            where: sql<boolean>`l.tenant_id = ${tenantId}`,
            key: sql.ref('l.last_at'),
            type: 'timestamptz',
            join,
          },
        ],
        empty: [byId('none', never)],
      }
    }
    case 'site': {
      const sites: Site[] = await db
        .selectFrom('sites')
        .select(['id', 'name_key'])
        .where('tenant_id', '=', tenantId)
        .orderBy('name_key')
        .orderBy('id')
        .execute()
      return { filled: sites.map((s) => byId(String(s.id), sql<boolean>`p.site_id = ${s.id}`)), empty: [] }
    }
  }
}

export type PageAsk = {
  tenantId: number
  now: Date
  where: Expression<boolean>
  sort: Sort
  limit: number
  backwards: boolean
  from: Place | null
}
export type Placed = Place & { readonly segment: string }

/** The ids of a page in order, each with its place; one more than `limit` when there is more. `from` null begins at the edge. */
export async function selectPage(db: Query, ask: PageAsk): Promise<Placed[] | null> {
  const { filled, empty } = await segmentsOf(db, ask.tenantId, ask.now, ask.sort.by)
  const inOrder = [...(ask.sort.descending ? [...filled].reverse() : filled), ...empty]
  const walk = ask.backwards ? [...inOrder].reverse() : inOrder
  const start = ask.from ? walk.findIndex((s) => s.name === ask.from?.segment) : 0
  if (start < 0 || (ask.from && (ask.from.key === null) !== (walk[start]?.key === null))) return null
  const found: Placed[] = []
  for (const segment of walk.slice(start)) {
    const from = ask.from?.segment === segment.name ? ask.from : null
    found.push(...(await selectSegment(db, ask, segment, from, ask.limit + 1 - found.length)))
    if (found.length > ask.limit) break
  }
  return found
}

async function selectSegment(
  db: Query,
  ask: PageAsk,
  segment: Segment,
  from: Place | null,
  limit: number,
): Promise<Placed[]> {
  // Within the segment of empty values, ids run forward whatever the direction of the sort.
  const descending = (segment.name === 'none' ? false : ask.sort.descending) !== ask.backwards
  const [direction, beyond] = descending ? [sql`desc`, sql`<`] : [sql`asc`, sql`>`]
  const key = segment.key
  const after = from
    ? key
      ? sql`and (${key}, p.id) ${beyond} (${from.key}::${sql.raw(segment.type)}, ${from.id}::uuid)`
      : sql`and p.id ${beyond} ${from.id}::uuid`
    : sql``
  const { rows } = await sql<{ id: string; key: string | null }>`
    select p.id, ${key ? sql`${key}::text` : sql`null`} as key
    from people p ${segment.join ?? sql``}
    where ${ask.where} and ${segment.where} ${after}
    order by ${key ? sql`${key} ${direction},` : sql``} p.id ${direction}
    limit ${limit}`.execute(db)
  return rows.map((row) => ({ segment: segment.name, key: row.key, id: row.id }))
}

export async function countPeople(db: Query, where: Expression<boolean>): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from people p where ${where}`.execute(db)
  return rows[0]?.count ?? 0
}
