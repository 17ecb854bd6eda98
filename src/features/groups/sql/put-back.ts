/** Memberships as history kept them: a JSON list of ids, or of skills with their level. */
import { sql } from 'kysely'
import type { Expression, Trx } from '../../../server/database/database.ts'
import type { Membership } from './members.ts'

const idOf = sql`case jsonb_typeof(e) when 'object' then e ->> 'id' else e #>> '{}' end::int`
const idsIn = (json: Expression<unknown>) => sql`(select ${idOf} from jsonb_array_elements(${json}) as e)`

/** A group would be given back that is archived by now. */
export const givesArchived = (
  tenantId: number,
  was: Expression<unknown>,
  is: Expression<unknown>,
): Expression<boolean> =>
  sql<boolean>`exists (
    select from groups g where g.tenant_id = ${tenantId} and g.archived_at is not null and g.id in ${idsIn(was)} and g.id not in ${idsIn(is)})`

/** A group would be given or taken that is none of these. */
export const differsOutside = (
  was: Expression<unknown>,
  is: Expression<unknown>,
  own: readonly number[],
): Expression<boolean> => sql<boolean>`exists (
    select from (${idsIn(was)} union all ${idsIn(is)}) as one (id)
    where one.id <> all(${[...own]}::int[]) and not (one.id in ${idsIn(was)} and one.id in ${idsIn(is)}))`

export const holdsNoneOf = (was: Expression<unknown>, own: readonly number[]): Expression<boolean> =>
  sql<boolean>`not exists (select from ${idsIn(was)} as one (id) where one.id = any(${[...own]}::int[]))`

/** Gives each person these groups of a kind, at these levels, and no other of it. */
export async function putMemberships(
  trx: Trx,
  tenantId: number,
  kind: string,
  people: readonly { userId: string; groups: readonly Membership[] }[],
): Promise<void> {
  const ids = people.map(({ userId }) => userId)
  const rows = people.flatMap(({ userId, groups }) => groups.map((g) => ({ userId, ...g })))
  const wanted = sql`unnest(${rows.map((r) => r.userId)}::uuid[], ${rows.map((r) => r.id)}::int[], ${rows.map((r) => r.level)}::smallint[])
    as wanted (user_id, group_id, level)`
  await sql`
    delete from group_members m using groups g
    where m.tenant_id = ${tenantId} and m.user_id = any(${ids}::uuid[])
      and g.tenant_id = m.tenant_id and g.id = m.group_id and g.kind = ${kind}
      and not exists (select from ${wanted} where wanted.user_id = m.user_id and wanted.group_id = m.group_id)`.execute(
    trx,
  )
  if (rows.length === 0) return
  await sql`
    insert into group_members as m (tenant_id, user_id, group_id, level)
    select ${tenantId}, wanted.user_id, wanted.group_id, wanted.level from ${wanted} order by 2, 3
    on conflict (tenant_id, user_id, group_id) do update set level = excluded.level
      where m.level is distinct from excluded.level`.execute(trx)
}
