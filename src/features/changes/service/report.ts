/** Person by person: what a plan would change, and what came of a job. */
import type { Context } from '../../../server/context.ts'
import { inWords } from '../../history/service/words.ts'
import type { PersonChange } from '../../history/service/record.ts'
import { visibleUsers } from '../../roles/scope.ts'
import type { JobOutcome, ReportedPerson } from '../contract/jobs.ts'
import { planNotReady, type PlannedPerson } from '../contract/plans.ts'
import { listPlanPeople, type PersonRow } from '../sql/freezing.ts'
import { lockPeople } from '../sql/judging.ts'
import type { PlanRow } from '../sql/plans.ts'
import { listReport, type ReportRow } from '../sql/report.ts'
import { isStaged, type Catalogue } from './action.ts'
import { actionOf, demandPlan, paramsOf, saysWhy } from './engine.ts'
import { demandJob } from './jobs.ts'
import { csvLine } from './csv.ts'
import { undone } from './rehearsal.ts'

const planned = ['will', 'already', 'skipped'] as const
type Page<T> = { items: T[]; next: string | null }
type Query<O> = { outcome?: O; reason?: string; limit?: string; after?: string }

/** A page of a plan; what would change of each is found by doing it, and taking it back. */
export async function listPlanned(
  ctx: Context,
  catalogue: Catalogue,
  id: string,
  { outcome, reason, limit = '50', after }: Query<PlannedPerson['outcome']>,
): Promise<Page<PlannedPerson>> {
  const plan = await demandPlan(ctx, id)
  if (plan.state === 'planning') throw planNotReady({ more: { state: plan.state } })
  const most = Number(limit)
  const asked = {
    outcome: outcome === undefined ? null : planned.indexOf(outcome),
    reason: reason ?? null,
    after: after ?? null,
    limit: most + 1,
  }
  const found = await listPlanPeople(ctx.db, plan, visibleUsers(ctx.actor, 'users.read'), asked)
  const page = found.slice(0, most)
  const named = await withStagedNames(ctx, catalogue, plan, page)
  const changes = plan.state === 'ready' ? await rehearse(ctx, catalogue, plan, named) : null
  const items = named.map(({ id, name, username, staged, outcome, reason }) => ({
    ...(staged ? { staged } : {}),
    ...{ id, name, username, outcome: planned[outcome]!, reason, says: saysWhy(reason) },
    changes: outcome === 0 ? (changes?.get(id) ?? null) : [],
  }))
  return { items, next: found.length > most ? page.at(-1)!.id : null }
}

/** Who is not there yet is called as their row says. */
async function withStagedNames<R extends Pick<PersonRow, 'id' | 'name' | 'username'>>(
  ctx: Context,
  catalogue: Catalogue,
  plan: PlanRow,
  people: readonly R[],
): Promise<(R & { staged?: true })[]> {
  const action = actionOf(catalogue, plan)
  const nameless = people.filter(({ name }) => name === null).map(({ id }) => id)
  if (!isStaged(action) || nameless.length === 0) return [...people]
  const names = await action.names(ctx, paramsOf(plan), nameless)
  return people.map((person) => {
    const named = names.get(person.id)
    return named ? { ...person, ...named, staged: true } : person
  })
}

async function rehearse(ctx: Context, catalogue: Catalogue, plan: PlanRow, page: readonly PersonRow[]) {
  // Who has gone out of sight since is not shown, and so not rehearsed either.
  const ids = page.filter(({ outcome, name }) => outcome === 0 && name !== null).map(({ id }) => id)
  if (ids.length === 0) return null
  const action = actionOf(catalogue, plan)
  const changed = await undone(ctx, async (trx): Promise<PersonChange[]> => {
    await lockPeople(trx, plan.tenant_id, ids)
    const inside = { ...ctx, db: trx }
    if (!isStaged(action)) return action.apply(inside, trx, ids, paramsOf(plan))
    return (await action.treat(inside, trx, ids, paramsOf(plan))).changed
  })
  return changed && inWords(ctx, changed)
}

const inReport = ({ reason, ...row }: ReportRow): ReportedPerson => ({ ...row, reason, says: saysWhy(reason) })

export async function listReported(
  ctx: Context,
  catalogue: Catalogue,
  id: string,
  { outcome, reason, limit = '50', after }: Query<JobOutcome>,
): Promise<Page<ReportedPerson>> {
  const plan = await demandJob(ctx, id)
  const most = Number(limit)
  const asked = { outcome: outcome ?? null, reason: reason ?? null, after: after ?? null, limit: most + 1 }
  const found = await listReport(ctx.db, plan, visibleUsers(ctx.actor, 'users.read'), asked)
  const page = await withStagedNames(ctx, catalogue, plan, found.slice(0, most))
  return { items: page.map(inReport), next: found.length > most ? page.at(-1)!.id : null }
}

const CHUNK = 5000
const HEADER = ['id', 'name', 'username', 'outcome', 'reason']

/** The report as CSV, chunk by chunk, so that no size of a job fills the memory. */
export async function downloadReport(
  ctx: Context,
  catalogue: Catalogue,
  id: string,
  { outcome, reason }: Pick<Query<JobOutcome>, 'outcome' | 'reason'>,
): Promise<AsyncIterable<string>> {
  const plan = await demandJob(ctx, id)
  const sight = visibleUsers(ctx.actor, 'users.read')
  return (async function* () {
    yield csvLine(HEADER)
    let after: string | null = null
    for (let more = true; more;) {
      const rows: ReportRow[] = await listReport(ctx.db, plan, sight, {
        ...{ outcome: outcome ?? null, reason: reason ?? null, after, limit: CHUNK },
      })
      yield (await withStagedNames(ctx, catalogue, plan, rows))
        .map((row) => csvLine([row.id, row.name ?? '', row.username ?? '', row.outcome, saysWhy(row.reason) ?? '']))
        .join('')
      more = rows.length === CHUNK
      after = rows.at(-1)?.id ?? null
    }
  })()
}
