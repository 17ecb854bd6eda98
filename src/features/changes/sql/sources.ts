/** Where the people of a target come from: rows `p` of the table `users`, with the condition that makes them its people. */
import { sql } from 'kysely'
import type { Actor } from '../../../server/actor.ts'
import type { Expression } from '../../../server/database/database.ts'
import { visibleUsers } from '../../roles/scope.ts'
import type { People } from '../../users/contract/filters.ts'
import { matchingPeople, type Ask } from '../../users/scope.ts'
import { inStretch, type Stretch } from './freezing.ts'
import type { PlanRow } from './plans.ts'

type Predicate = Expression<boolean>
const all = (...parts: readonly Predicate[]): Predicate => sql<boolean>`${sql.join(parts, sql` and `)}`

/** What a target says, read and checked. */
export type Source =
  | { readonly kind: 'ids'; readonly ids: readonly string[] }
  | { readonly kind: 'matching'; readonly people: People; readonly except: readonly string[] }
  | { readonly kind: 'sites'; readonly sites: readonly number[]; readonly except: readonly string[] }
  | { readonly kind: 'everyone'; readonly except: readonly string[] }
  /** Those whom a job changed, or those of it who failed, perhaps for one reason. */
  | OfJob
  /** Those of an action's own rows, who need not be there yet: nobody is looked for. */
  | { readonly kind: 'staged' }

export type OfJob = {
  readonly kind: 'job'
  readonly job: Pick<PlanRow, 'number'>
  readonly who: 'changed' | 'failed'
  readonly reason: string | null
}

export type Asking = Ask & { readonly source: Source; readonly reachesDeleted: boolean }

/** The people of a target within a stretch, all of them in sight of the one who asks. */
export function peopleOf({ actor, now, source, reachesDeleted }: Asking, stretch: Stretch): Expression<unknown> {
  const mine = sql<boolean>`p.tenant_id = ${actor.tenantId}`
  return sql`users p where ${all(mine, inStretch(stretch, sql`p.id`), belongs({ actor, now }, source, reachesDeleted, stretch))}`
}

function belongs(ask: Ask, source: Source, reachesDeleted: boolean, stretch: Stretch): Predicate {
  const { actor } = ask
  if (source.kind === 'job') return ofJob(actor, source, stretch)
  if (source.kind === 'staged') return sql<boolean>`false`
  const sight = visibleUsers(actor, 'users.read')
  const erased = sql<boolean>`p.erased_at is null`
  if (source.kind === 'ids')
    return all(sql<boolean>`p.id = any(${[...source.ids]}::uuid[])`, reachesDeleted ? erased : present, sight)
  const excepted =
    source.except.length > 0 ? sql<boolean>`p.id <> all(${[...source.except]}::uuid[])` : sql<boolean>`true`
  const standing = reachesDeleted ? sql<boolean>`p.deleted_at is not null and p.erased_at is null` : present
  if (source.kind === 'matching')
    // Search and filters are asked of the view of the lists, where their indexes are.
    return all(
      among(
        stretch,
        sql`select p.id from people p where ${inStretch(stretch, sql`p.id`)} and ${matchingPeople(ask, source.people)}`,
      ),
      standing,
      excepted,
    )
  const chosen =
    source.kind === 'sites' ? sql<boolean>`p.site_id = any(${[...source.sites]}::int[])` : sql<boolean>`true`
  return all(chosen, standing, sight, excepted)
}

const present = sql<boolean>`p.deleted_at is null`

/**
 * Of a stretch an array, not a join: to a planner whose statistics are of before a job or an import there is hardly anybody
 * in it, and it would compare everybody with everybody. All of the tenant are no stretch, and too many for an array.
 */
const among = (stretch: Stretch, ids: Expression<unknown>): Predicate =>
  stretch.every((edge) => edge === null) ? sql<boolean>`p.id in (${ids})` : sql<boolean>`p.id = any(array(${ids}))`

const ofJob = ({ tenantId }: Actor, { job: { number }, who, reason }: OfJob, stretch: Stretch) =>
  among(
    stretch,
    who === 'failed'
      ? sql`
          select e.user_id from plan_exceptions e
          where e.tenant_id = ${tenantId} and e.plan = ${number} and e.outcome = 3 and ${inStretch(stretch, sql`e.user_id`)}
            and ${reason === null ? sql`true` : sql`e.reason = ${reason}`}`
      : sql`
          select m.user_id from plan_people m
          where m.tenant_id = ${tenantId} and m.plan = ${number} and m.outcome = 0 and ${inStretch(stretch, sql`m.user_id`)}
            and not exists (select from plan_exceptions e where e.tenant_id = ${tenantId} and e.plan = ${number} and e.user_id = m.user_id)
            and (
              select b.done_at is not null and m.user_id <= b.last_id from plan_batches b
              where b.tenant_id = ${tenantId} and b.plan = ${number} and b.first_id <= m.user_id order by b.first_id desc limit 1)`,
  )

/** Everybody in sight of whom the judgement speaks, and who is outside of the reach of the permission itself. */
export const outOfReach = (visible: Predicate, judgement: Expression<string | null>, word: string) =>
  sql<string | null>`case when ${visible} then ${judgement} else ${word} end`
