/** Access reviews that come back: seen, changed and ended (HOUSE-5). */
import type { AnswerOf, Asked } from '../../../contract/endpoint.ts'
import { isUuid } from '../../../contract/ids.ts'
import { changedMeanwhile, notFound } from '../../../contract/problem.ts'
import { transaction, type Context } from '../../../server/context.ts'
import type { Trx } from '../../../server/database/database.ts'
import { enqueue } from '../../../server/jobs/enqueue.ts'
import { differences, recordSetting } from '../../history/service/record.ts'
import type { editReviewSchedule, listReviewSchedules, ReviewSchedule } from '../contract/schedules.ts'
import { whereItIs } from '../sql/reviews.ts'
import * as statements from '../sql/schedules.ts'
import type { ScheduleChange, ScheduleRecord } from '../sql/schedules.ts'
import { dayOfMonth } from './days.ts'
import { startTurnJob } from './job-names.ts'
import { demandLater, ownerOf } from './repeating.ts'
import { demandDeciders, demandInSight } from './start.ts'

type Wish = Asked<typeof editReviewSchedule>['body']

/** The next one first. */
export async function listSchedules(ctx: Context): Promise<AnswerOf<typeof listReviewSchedules>> {
  const rows = await statements.listScheduleRecords(ctx.db, ctx.actor)
  return { items: rows.map((row) => shownSchedule(ctx, row)) }
}

/** Changes what the next ones are like. One that could not be started is tried again at once. */
export async function editSchedule(ctx: Context, id: string, version: number, wish: Wish): Promise<ReviewSchedule> {
  const { tenantId } = ctx.actor
  const { today } = await whereItIs(ctx.db, tenantId, ctx.clock.now())
  if (wish.nextOn !== undefined) demandLater(wish.nextOn, today, '#/nextOn')
  const before = isUuid(id) ? await statements.findSchedule(ctx.db, ctx.actor, id) : undefined
  if (!before) throw notFound()
  await demandInSight(ctx, wish)
  if (wish.reviewer !== undefined || wish.delegate !== undefined) await demandDeciders(ctx, decidersOf(before, wish))
  return transaction(ctx, async (trx) => {
    const was = await lock(ctx, trx, id)
    if (was.version !== version) throw changedMeanwhile()
    await statements.updateSchedule(trx, tenantId, id, changeOf(ctx, wish))
    const now = (await statements.findSchedule(trx, ctx.actor, id))!
    const changed = differences(logged(was), logged(now))
    if (changed) await recordSetting(ctx, trx, 'edit-review-schedule', { id, name: now.name, ...changed })
    if (now.next_on <= today) await enqueue(trx, startTurnJob, { tenant: tenantId, schedule: id }, { key: id })
    return shownSchedule(ctx, now)
  })
}

/** It comes back no more; what was started of it stays. */
export async function endSchedule(ctx: Context, id: string, version: number): Promise<undefined> {
  await transaction(ctx, async (trx) => {
    const was = await lock(ctx, trx, id)
    if (was.version !== version) throw changedMeanwhile()
    await statements.markEnded(trx, ctx.actor.tenantId, id, ctx.clock.now())
    await recordSetting(ctx, trx, 'end-review-schedule', { id, name: was.name })
  })
}

async function lock(ctx: Context, trx: Trx, id: string): Promise<ScheduleRecord> {
  const found = isUuid(id) ? await statements.lockSchedule(trx, ctx.actor, id) : undefined
  if (!found) throw notFound()
  return found
}

const decidersOf = ({ reviewer, delegate }: ScheduleRecord, wish: Wish) => ({
  reviewer: wish.reviewer ?? reviewer.id,
  delegate: wish.delegate === undefined ? delegate?.id : wish.delegate,
})

function changeOf(ctx: Context, { name, reviewer, delegate, nextOn, mine, ...plain }: Wish): ScheduleChange {
  return {
    ...plain,
    ...(name === undefined ? {} : { name: name.trim() }),
    ...(reviewer === undefined ? {} : { reviewer_id: reviewer }),
    ...(delegate === undefined ? {} : { delegate_id: delegate }),
    ...(nextOn === undefined ? {} : { next_on: nextOn, day_of_month: dayOfMonth(nextOn) }),
    ...(mine ? ownerOf(ctx.actor) : {}),
    trouble: null,
  }
}

const logged = ({
  name,
  every,
  next_on: nextOn,
  days,
  undecided,
  reviewer,
  delegate,
  owner_id: owner,
}: ScheduleRecord) => ({
  ...{ name, every, nextOn, days, undecided },
  ...{ reviewer: reviewer.id, delegate: delegate?.id ?? null, owner },
})

const shownSchedule = ({ actor }: Context, row: ScheduleRecord): ReviewSchedule => ({
  ...{ id: row.id, name: row.name, sites: row.site_ids, desks: row.desk_ids },
  ...{ reviewer: row.reviewer, delegate: row.delegate, every: row.every, nextOn: row.next_on, days: row.days },
  ...{ undecided: row.undecided, owner: { name: row.owner_name }, mine: row.owner_id === actor.id },
  ...{ trouble: row.trouble, version: row.version },
})
