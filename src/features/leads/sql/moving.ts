/** Every way in which leads change hands: one statement for one lead and for a hundred thousand. */
import { sql } from 'kysely'
import type { Expression, Query, Trx } from '../../../server/database/database.ts'

/** Who gets the leads: nobody, one user, or everybody of a predicate over the person `p`, in turn. */
export type Takers = 'nobody' | { readonly user: string } | { readonly inTurn: Expression<boolean> }

export type Moving = {
  readonly tenantId: number
  readonly now: Date
  readonly takers: Takers
  /** Planned callbacks of whoever has the lead go with it. */
  readonly follow: boolean
}

export const inTurn = (takers: Takers): boolean => typeof takers === 'object' && 'inTurn' in takers

/** Numbered from 0, and how many they are: the one after whoever got the last lead comes first. */
export function places(tenantId: number, takers: Takers): Expression<unknown> {
  if (takers === 'nobody') return sql`select null::uuid as id, 0::bigint as place, 1::bigint as of`
  if ('user' in takers) return sql`select ${takers.user}::uuid as id, 0::bigint as place, 1::bigint as of`
  return sql`
    select p.id, row_number() over (order by p.id <= turn.last_user_id, p.id) - 1 as place, count(*) over () as of
    from users p join lead_turns turn on turn.tenant_id = p.tenant_id
    where p.tenant_id = ${tenantId} and ${takers.inTurn}`
}

/** After `given (id, from_id, to_id)`: the leads change hands, and with them the callbacks of whoever had them. */
const hands = ({ tenantId, now, follow }: Omit<Moving, 'takers'>) => sql`
  moved as (
    update leads l set user_id = g.to_id, version = l.version + 1,
      assigned_at = case when g.to_id is not null then ${now}::timestamptz end
    from given g where l.tenant_id = ${tenantId} and l.id = g.id and l.user_id is distinct from g.to_id
    returning l.id, l.name, g.from_id, g.to_id
  ), followed as (
    update callbacks c set user_id = m.to_id, version = c.version + 1, changed_in = pg_current_xact_id()
    from moved m where ${follow} and c.tenant_id = ${tenantId} and c.lead_id = m.id and c.state = 'planned'
      and c.user_id is not distinct from m.from_id
  )`

/** `which` is a predicate over the lead `l`. Dealt in the order of ids, which is that of their age. */
const dealt = (moving: Moving, which: Expression<boolean>) => sql`
  with held as (
    select l.id, l.user_id as from_id from leads l where l.tenant_id = ${moving.tenantId} and ${which}
    order by l.id for no key update
  ), numbered as (
    select id, from_id, row_number() over (order by id) - 1 as n from held
  ), takers as materialized (${places(moving.tenantId, moving.takers)}
  ), given as materialized (
    select d.id, d.from_id, t.id as to_id, d.n
    from numbered d left join takers t on t.place = d.n % (select max(every.of) from takers every)
  ), ${hands(moving)}, turned as (
    update lead_turns set last_user_id = (select to_id from given order by n desc limit 1)
    where tenant_id = ${moving.tenantId} and ${inTurn(moving.takers)}
      and exists (select from given where to_id is not null)
  )`

/** How many went from whom to whom, null for nobody; and what one of them is called, for whoever got a single one. */
export type Share = { from_id: string | null; to_id: string | null; leads: number; name: string }
export type Handed = Omit<Share, 'leads'> & { from_id: string; leads: string[] }

/** Takes all their leads from people; answers which went where. */
export async function moveLeadsOf(trx: Trx, moving: Moving, userIds: readonly string[]): Promise<Handed[]> {
  await takeTurn(trx, moving)
  const { rows } = await sql<Handed>`
    ${dealt(moving, sql<boolean>`l.user_id = any(${[...userIds]}::uuid[])`)}
    select from_id, to_id, json_agg(id order by id) as leads, min(name) as name from moved
    group by from_id, to_id order by from_id, to_id`.execute(trx)
  return rows
}

/** Moves the leads of a predicate over `l`; answers how many changed which hands. */
export async function moveLeads(trx: Trx, moving: Moving, which: Expression<boolean>): Promise<Share[]> {
  await takeTurn(trx, moving)
  const { rows } = await sql<Share>`
    ${dealt(moving, which)}
    select from_id, to_id, count(*) as leads, min(name) as name from moved group by from_id, to_id`.execute(trx)
  return rows
}

/** Whoever deals in turn waits here for whoever does so already, so that nobody gets two turns. */
export async function takeTurn(trx: Trx, { tenantId, takers }: Pick<Moving, 'tenantId' | 'takers'>): Promise<void> {
  if (!inTurn(takers)) return
  await sql`insert into lead_turns (tenant_id) values (${tenantId}) on conflict do nothing`.execute(trx)
  await sql`select from lead_turns where tenant_id = ${tenantId} for update`.execute(trx)
}

export type Given = { readonly userId: string; readonly leadId: string; readonly holder: string | null }

/** Gives leads back, each where its holder still has it, null for nobody; answers which went from whom to whom. */
export async function giveLeadsBack(
  trx: Trx,
  tenantId: number,
  now: Date,
  given: readonly Given[],
): Promise<(Omit<Share, 'leads'> & { to_id: string; leads: string[] })[]> {
  const { rows } = await sql<Omit<Share, 'leads'> & { to_id: string; leads: string[] }>`
    with given as (
      select l.id, l.user_id as from_id, back.user_id as to_id
      from unnest(${given.map((g) => g.leadId)}::uuid[], ${given.map((g) => g.userId)}::uuid[],
        ${given.map((g) => g.holder)}::uuid[]) as back (id, user_id, holder)
      join leads l on l.tenant_id = ${tenantId} and l.id = back.id and l.user_id is not distinct from back.holder
      order by l.id for no key update of l
    ), ${hands({ tenantId, now, follow: true })}
    select from_id, to_id, json_agg(id order by id) as leads, min(name) as name from moved group by from_id, to_id`.execute(
    trx,
  )
  return rows
}

/** Whoever is of this predicate over the person `p`; one at most is asked for. */
export async function isAnybody(db: Query, tenantId: number, who: Expression<boolean>): Promise<boolean> {
  const { rows } = await sql`select from users p where p.tenant_id = ${tenantId} and ${who} limit 1`.execute(db)
  return rows.length > 0
}

export const isOne = (who: Expression<boolean>, id: string): Expression<boolean> =>
  sql<boolean>`p.id = ${id}::uuid and ${who}`

/** Callbacks that somebody has of leads of others go to whoever has the lead. */
export async function leaveCallbacks(trx: Trx, tenantId: number, userIds: readonly string[]): Promise<void> {
  await sql`
    update callbacks c set user_id = l.user_id, version = c.version + 1, changed_in = pg_current_xact_id()
    from leads l where c.tenant_id = ${tenantId} and c.user_id = any(${[...userIds]}::uuid[]) and c.state = 'planned'
      and l.tenant_id = c.tenant_id and l.id = c.lead_id and l.user_id is distinct from c.user_id`.execute(trx)
}

/** How many leads a set of people has: a subquery of their ids. */
export const countLeads = (tenantId: number, ids: Expression<unknown>): Expression<number> =>
  sql<number>`(select count(*) from leads l where l.tenant_id = ${tenantId} and l.user_id in ${ids})`

/** How many callbacks wait for them. */
export const countCallbacks = (tenantId: number, ids: Expression<unknown>): Expression<number> =>
  sql<number>`(select count(*) from callbacks c
    where c.tenant_id = ${tenantId} and c.state = 'planned' and c.user_id in ${ids})`

/** Has leads: over the person `p`. */
export const hasLeads = (tenantId: number): Expression<boolean> =>
  sql<boolean>`exists (select from leads l where l.tenant_id = ${tenantId} and l.user_id = p.id)`

export const isTaker = (id: string | null): Expression<boolean> => sql<boolean>`p.id = ${id}::uuid`
