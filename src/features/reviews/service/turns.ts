/** Reviews that come back are started on their day, each once, by whichever process comes first (HOUSE-5). */
import type * as z from 'zod/mini'
import { ProblemError } from '../../../contract/problem.ts'
import { holds } from '../../../server/actor.ts'
import { contextFor, transaction, type Context, type Parts } from '../../../server/context.ts'
import { enqueue } from '../../../server/jobs/enqueue.ts'
import { actorNow } from '../../roles/service/actor-now.ts'
import { troubles, type Trouble } from '../contract/schedules.ts'
import { whereItIs } from '../sql/reviews.ts'
import { findSchedule, listDueSchedules, lockSchedule, updateSchedule, type ScheduleRecord } from '../sql/schedules.ts'
import { addDays, nameOfTurn, turnAfter } from './days.ts'
import { startTurnJob, type turnPayload } from './job-names.ts'
import { demandDeciders, startIn, type Wanted } from './start.ts'
import { eachOfOurTenants, ORIGIN } from './tenants.ts'

/** Puts each whose day came into the queue, also where that day is over: what was missed is made up for. */
export const enqueueTurns = (parts: Parts, signal: AbortSignal): Promise<void> =>
  eachOfOurTenants(parts, signal, async ({ db, actor, clock }) => {
    const { today } = await whereItIs(db, actor.tenantId, clock.now())
    for (const schedule of await listDueSchedules(db, actor.tenantId, today))
      await enqueue(db, startTurnJob, { tenant: actor.tenantId, schedule }, { key: schedule })
  })

/**
 * Starts the review whose turn it is, in the name and reach of its owner, and moves the schedule on, in one transaction. What cannot be
 * started says why in the schedule, and is tried again in the next hour.
 */
export async function startTurn(parts: Parts, { tenant, schedule: id }: z.output<typeof turnPayload>): Promise<void> {
  const known = await actorNow(parts, { kind: 'system', id: 'reviews', homeTenantId: tenant, tenantId: tenant })
  if (!known) return
  const ours = contextFor(parts, known.actor, known.modules, ORIGIN)
  const schedule = await findSchedule(ours.db, ours.actor, id)
  const { today, language } = await whereItIs(ours.db, tenant, parts.clock.now())
  if (!schedule || schedule.next_on > today) return
  try {
    const ctx = await demandOwner(parts, schedule, tenant)
    const deciders = await demandDeciders(ctx, deciding(schedule))
    await transaction(ctx, async (trx) => {
      const held = await lockSchedule(trx, ours.actor, id)
      // Another process was here first, or somebody changed it: the bell rings again.
      if (held?.version !== schedule.version) return
      await startIn(ctx, trx, wantedOf(schedule, today, language), deciders)
      const on = schedule.day_of_month
      const next_on = turnAfter(schedule.next_on, { every: schedule.every, on }, today)
      await updateSchedule(trx, tenant, id, { next_on, trouble: null })
    })
  } catch (error) {
    const trouble = troubleOf(error)
    if (trouble !== schedule.trouble) await updateSchedule(ours.db, tenant, id, { trouble })
  }
}

class OwnerGone extends Error {}

async function demandOwner(parts: Parts, schedule: ScheduleRecord, tenantId: number): Promise<Context> {
  const { owner_kind: kind, owner_id: id, owner_home_id: homeTenantId } = schedule
  const known = await actorNow(parts, { kind, id, homeTenantId, tenantId })
  if (!known || !holds(known.actor, 'reviews.manage')) throw new OwnerGone()
  return contextFor(parts, known.actor, known.modules, ORIGIN)
}

const deciding = ({ reviewer, delegate }: ScheduleRecord) => ({
  reviewer: reviewer.id,
  delegate: delegate?.id ?? null,
})

const wantedOf = (schedule: ScheduleRecord, today: string, language: string): Wanted => ({
  ...deciding(schedule),
  name: nameOfTurn(schedule.name, schedule.next_on, language),
  ...(schedule.site_ids ? { sites: schedule.site_ids } : {}),
  ...(schedule.desk_ids ? { desks: schedule.desk_ids } : {}),
  dueOn: addDays(today, schedule.days),
  undecided: schedule.undecided,
  turn: { schedule: schedule.id, on: schedule.next_on },
})

/** What somebody can mend; anything else is thrown on, and the job tried again. */
function troubleOf(error: unknown): Trouble {
  if (error instanceof OwnerGone) return 'owner-gone'
  if (!(error instanceof ProblemError)) throw error
  const [fault] = error.extra.errors ?? []
  const word = fault ? `${fault.pointer.slice(2)}-${fault.code}` : error.kind.slug
  const trouble = troubles.find((one) => one === word)
  if (!trouble) throw error
  return trouble
}
