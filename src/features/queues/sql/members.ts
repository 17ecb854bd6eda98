/** Who is in a queue, as its page lists them. */
import { sql } from 'kysely'
import { searchPatterns } from '../../../contract/text.ts'
import { reachOf, type Actor } from '../../../server/actor.ts'
import type { Expression, Query } from '../../../server/database/database.ts'
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

const matching = ({ actor, queueId, search }: MembersAsk): Expression<boolean> => {
  const parts = [
    sql`m.tenant_id = ${actor.tenantId} and m.queue_id = ${queueId}`,
    visiblePeople(actor, 'users.read'),
    ...searchPatterns(search).map((pattern) => sql`p.search like ${pattern}`),
  ]
  return sql<boolean>`${sql.join(parts, sql` and `)}`
}
const found = (ask: MembersAsk) => sql`
  queue_members m join people p on p.tenant_id = m.tenant_id and p.id = m.user_id where ${matching(ask)}`

/** A page in the order of the index: by priority, and within it by who joined the house first. */
export async function listMembers(db: Query, ask: MembersAsk): Promise<Member[]> {
  const { actor, after, limit } = ask
  const beyond = after ? sql`(m.priority, m.user_id) > (${after.priority}::smallint, ${after.id}::uuid)` : sql`true`
  const { rows } = await sql<Member>`
    select page.id, u.username, page.status, page.priority,
      coalesce(nullif(concat_ws(' ', u.first_name, u.last_name), ''), u.username) as name
    from (
      select m.user_id as id, p.status, m.priority from ${found(ask)} and ${beyond}
      order by m.priority, m.user_id limit ${limit}
    ) page join users u on u.tenant_id = ${actor.tenantId} and u.id = page.id
    order by page.priority, page.id`.execute(db)
  return rows
}

/** How many are found; of a whole queue, as it is kept (0021). */
export async function countMembers(db: Query, ask: MembersAsk): Promise<number> {
  const { actor, queueId, search } = ask
  if (searchPatterns(search).length === 0 && reachOf(actor, 'users.read')?.everywhere) {
    const { rows } = await sql<{ count: number }>`
      select coalesce(sum(members), 0) as count from queue_sizes
      where tenant_id = ${actor.tenantId} and queue_id = ${queueId}`.execute(db)
    return rows[0]!.count
  }
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${found(ask)}`.execute(db)
  return rows[0]!.count
}
