/** What came of each person of a job. Nothing is stored of those whom it changed but their history. */
import { sql } from 'kysely'
import type { Expression, Query } from '../../../server/database/database.ts'
import { outcomes, type JobOutcome } from '../contract/jobs.ts'
import { shownName } from './freezing.ts'
import type { PlanRow } from './plans.ts'

export type ReportRow = {
  id: string
  name: string | null
  username: string | null
  outcome: JobOutcome
  reason: string | null
}
export type ReportAsked = {
  readonly outcome: JobOutcome | null
  readonly reason: string | null
  readonly after: string | null
  readonly limit: number
}

/** In the order of ids; who is out of `sight` by now, or erased, has no name. */
export async function listReport(
  db: Query,
  plan: Pick<PlanRow, 'tenant_id' | 'number'>,
  sight: Expression<boolean>,
  asked: ReportAsked,
): Promise<ReportRow[]> {
  const one = asked.outcome
  const found =
    one === 'already' || one === 'skipped' || one === 'failed' ? those(plan, one, asked) : everybody(plan, asked)
  const { rows } = await sql<ReportRow>`
    select m.user_id as id, m.outcome, m.reason, p.username, ${shownName('p')} as name
    from (${found}) m
    left join users p on p.tenant_id = ${plan.tenant_id} and p.id = m.user_id and p.erased_at is null and ${sight}
    order by m.user_id`.execute(db)
  return rows
}

export type ReasonRow = { outcome: JobOutcome; reason: string; people: number }

/** Why people were left alone: what the plan found is counted in its row, what the run found is asked for. */
export async function countReasons(
  db: Query,
  { tenant_id, number, reasons }: Pick<PlanRow, 'tenant_id' | 'number' | 'reasons'>,
): Promise<ReasonRow[]> {
  const { rows } = await sql<ReasonRow>`
    select (array['already', 'skipped', 'failed'])[outcome] as outcome, reason, sum(people)::int as people
    from (
      select 2 as outcome, key collate "C" as reason, value::int as people from jsonb_each_text(${JSON.stringify(reasons)}::jsonb)
      union all
      select outcome, reason, count(*) from plan_exceptions
      where tenant_id = ${tenant_id} and plan = ${number} and reason is not null group by outcome, reason
    ) counted group by outcome, reason order by outcome, people desc, reason`.execute(db)
  return rows
}

const wanted = (m: string, { reason, after }: ReportAsked) => sql`
  ${reason === null ? sql`true` : sql`${sql.ref(`${m}.reason`)} = ${reason}`}
  and ${after === null ? sql`true` : sql`${sql.ref(`${m}.user_id`)} > ${after}::uuid`}`

/** Those whom the plan or the run left alone, however few of a million: each table has an index of its own for them. */
function those({ tenant_id, number }: Pick<PlanRow, 'tenant_id' | 'number'>, one: JobOutcome, asked: ReportAsked) {
  const outcome = outcomes.indexOf(one)
  const part = (table: 'plan_people' | 'plan_exceptions') => sql`(
    select m.user_id, ${one}::text as outcome, m.reason from ${sql.table(table)} m
    where m.tenant_id = ${tenant_id} and m.plan = ${number} and m.outcome = ${outcome} and m.outcome <> 0 and ${wanted('m', asked)}
    order by m.user_id limit ${asked.limit})`
  return sql`select * from (${part('plan_people')} union all ${part('plan_exceptions')}) both_of order by user_id limit ${asked.limit}`
}

function everybody({ tenant_id, number }: Pick<PlanRow, 'tenant_id' | 'number'>, asked: ReportAsked) {
  const only = asked.outcome === null ? sql`true` : sql`m.outcome = ${asked.outcome}`
  return sql`
    select * from (
      select p.user_id, coalesce(e.reason, p.reason) as reason,
        case when p.outcome <> 0 then (array['already', 'skipped'])[p.outcome]
          when e.outcome is not null then (array['already', 'skipped', 'failed'])[e.outcome]
          when b.done_at is not null then 'changed' else 'left' end as outcome
      from plan_people p
      left join plan_exceptions e on e.tenant_id = p.tenant_id and e.plan = p.plan and e.user_id = p.user_id
      left join lateral (
        select done_at from plan_batches b where b.tenant_id = p.tenant_id and b.plan = p.plan and b.first_id <= p.user_id
        order by b.first_id desc limit 1
      ) b on p.outcome = 0
      where p.tenant_id = ${tenant_id} and p.plan = ${number}
    ) m where ${only} and ${wanted('m', asked)} order by user_id limit ${asked.limit}`
}
