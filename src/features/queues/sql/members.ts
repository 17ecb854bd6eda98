/** Who is in a queue, as its page lists them. */
import { sql } from 'kysely'
import { searchPatterns } from '../../../contract/text.ts'
import { reachOf, type Actor } from '../../../server/actor.ts'
import type { Expression, Query } from '../../../server/database/database.ts'
import { facetOf } from '../../../server/database/facets.ts'
import { visiblePeople } from '../../roles/scope.ts'
import type { Member } from '../contract.ts'

export type Place = { readonly priority: number; readonly id: string }
export type MembersAsk = {
  readonly actor: Actor
  readonly queueId: number
  readonly search: string
  readonly after: Place | null
  readonly limit: number
}

/** So many who are found are gathered and sorted at most; of more, the queue is walked in its own order until the page is full. */
const MOST_GATHERED = 10_000

/** In sight and found by what is searched for, over the row `p` of people. */
const matching = ({ actor, search }: MembersAsk): Expression<boolean> =>
  sql<boolean>`${sql.join(
    [visiblePeople(actor, 'users.read'), ...searchPatterns(search).map((pattern) => sql`p.search like ${pattern}`)],
    sql` and `,
  )}`

/** The members whom the directory finds, alone: beside a table that has a wall of its own, search may use no index (0002). */
const found = (ask: MembersAsk) => sql`
  people p where ${matching(ask)} and p.traits @> ${[facetOf('queue', ask.queueId)]}::int[]`

const beyond = ({ after }: MembersAsk) =>
  after ? sql`(m.priority, m.user_id) > (${after.priority}::smallint, ${after.id}::uuid)` : sql`true`

export type MembersFound = { readonly rows: Member[]; readonly total: number }

/** A page in the order in which calls come, by priority and within it by who joined the house first; and how many are found in all. */
export async function findMembers(db: Query, ask: MembersAsk, most = MOST_GATHERED): Promise<MembersFound> {
  const whole = searchPatterns(ask.search).length === 0 && reachOf(ask.actor, 'users.read')?.everywhere
  if (whole) return { rows: await walkMembers(db, ask), total: await getSize(db, ask) }
  const gathered = await gatherMembers(db, ask, most)
  if (gathered.total <= most) return gathered
  return { rows: await walkMembers(db, ask), total: await countFound(db, ask) }
}

/** All who are found, no more than `most`, and of them the page; no page where there are more. */
async function gatherMembers(db: Query, ask: MembersAsk, most: number): Promise<MembersFound> {
  const { tenantId } = ask.actor
  const { rows } = await sql<{ total: number; member: Member | null }>`
    with gathered as materialized (select p.id, p.status from ${found(ask)} limit ${most + 1}),
    counted as (select count(*) as total from gathered),
    page as (
      select g.id, g.status, m.priority from gathered g
      join queue_members m on m.tenant_id = ${tenantId} and m.queue_id = ${ask.queueId} and m.user_id = g.id
      where (select total from counted) <= ${most} and ${beyond(ask)} order by m.priority, m.user_id limit ${ask.limit}
    )
    select counted.total, case when page.id is not null then ${memberOf} end as member
    from counted left join (page join users u on u.tenant_id = ${tenantId} and u.id = page.id) on true
    order by page.priority, page.id`.execute(db)
  return { rows: rows.flatMap(({ member }) => member ?? []), total: rows[0]!.total }
}

async function walkMembers(db: Query, ask: MembersAsk): Promise<Member[]> {
  const { actor, queueId, limit } = ask
  const { rows } = await sql<{ member: Member }>`
    select ${memberOf} as member from (
      select m.user_id as id, p.status, m.priority
      from queue_members m join people p on p.tenant_id = m.tenant_id and p.id = m.user_id
      where m.tenant_id = ${actor.tenantId} and m.queue_id = ${queueId} and ${matching(ask)} and ${beyond(ask)}
      order by m.priority, m.user_id limit ${limit}
    ) page join users u on u.tenant_id = ${actor.tenantId} and u.id = page.id
    order by page.priority, page.id`.execute(db)
  return rows.map(({ member }) => member)
}

const memberOf = sql`json_build_object('id', page.id, 'username', u.username, 'status', page.status, 'priority', page.priority,
  'name', coalesce(nullif(concat_ws(' ', u.first_name, u.last_name), ''), u.username))`

async function countFound(db: Query, ask: MembersAsk): Promise<number> {
  const { rows } = await sql<{ total: number }>`select count(*) as total from ${found(ask)}`.execute(db)
  return rows[0]!.total
}

/** Of a whole queue, as it is kept (0021). */
async function getSize(db: Query, { actor, queueId }: MembersAsk): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select coalesce(sum(members), 0) as total from queue_sizes
    where tenant_id = ${actor.tenantId} and queue_id = ${queueId}`.execute(db)
  return rows[0]!.total
}
