/** Memberships as history kept them: a JSON list of ids, or of skills with their level. */
import { sql } from 'kysely'
import type { Expression, Trx } from '../../../server/database/database.ts'
import type { Membership } from './members.ts'

const idOf = sql`case jsonb_typeof(e) when 'object' then e ->> 'id' else e #>> '{}' end::int`
const idsIn = (json: Expression<unknown>) => sql`(select ${idOf} from jsonb_array_elements(${json}) as e)`

/**
 * A group would be given back that is archived by now; which ones are is asked once for everybody. One that was merged into a
 * group which is taken in its place comes back with its people.
 */
export const givesArchived = (
  tenantId: number,
  was: Expression<unknown>,
  is: Expression<unknown>,
): Expression<boolean> =>
  sql<boolean>`exists (
    select from ${idsIn(was)} as one (id)
    where one.id = any(array(select g.id from groups g where g.tenant_id = ${tenantId} and g.archived_at is not null))
      and one.id not in ${idsIn(is)}
      and not exists (
        select from groups merged where merged.tenant_id = ${tenantId} and merged.id = one.id and merged.merged_into in ${idsIn(is)}))`

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

export type Belonging = { readonly userId: string } & Membership
const pairs = (some: readonly Belonging[]) =>
  sql`unnest(${some.map((m) => m.userId)}::uuid[], ${some.map((m) => m.id)}::int[])`

/** Takes a membership of its own from each person. */
export async function takeMemberships(trx: Trx, tenantId: number, taken: readonly Belonging[]): Promise<void> {
  if (taken.length === 0) return
  await sql`
    delete from group_members m using ${pairs(taken)} as taken (user_id, group_id)
    where m.tenant_id = ${tenantId} and m.user_id = taken.user_id and m.group_id = taken.group_id`.execute(trx)
}

/** Gives a membership of its own to each person, at this level. */
export async function giveMemberships(trx: Trx, tenantId: number, given: readonly Belonging[]): Promise<void> {
  if (given.length === 0) return
  await sql`
    insert into group_members (tenant_id, user_id, group_id, level)
    select ${tenantId}, given.user_id, given.group_id, given.level
    from unnest(${given.map((m) => m.userId)}::uuid[], ${given.map((m) => m.id)}::int[], ${given.map((m) => m.level)}::smallint[])
      as given (user_id, group_id, level) order by 2, 3
    on conflict (tenant_id, user_id, group_id) do update set level = excluded.level`.execute(trx)
}
