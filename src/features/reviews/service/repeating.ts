/** A review that is to come back is remembered: of whom, by whom, how often (HOUSE-5). */
import type { Asked } from '../../../contract/endpoint.ts'
import { newId } from '../../../contract/ids.ts'
import { invalidAt } from '../../../contract/problem.ts'
import type { Actor } from '../../../server/actor.ts'
import type { Context } from '../../../server/context.ts'
import type { Trx } from '../../../server/database/database.ts'
import { recordSetting } from '../../history/service/record.ts'
import type { startReview } from '../contract.ts'
import type { Repeat } from '../contract/schedules.ts'
import { insertSchedule } from '../sql/schedules.ts'
import { dayOfMonth, daysBetween } from './days.ts'

type Wanted = Asked<typeof startReview>['body'] & { readonly repeat: Repeat }

/** In whose name and reach a turn is started. The program itself owns none: it would reach further than anybody. */
export const ownerOf = ({ kind, id, homeTenantId, name }: Actor) => ({
  owner_kind: kind === 'key' ? ('key' as const) : ('user' as const),
  owner_id: id,
  owner_home_id: homeTenantId,
  owner_name: name,
})

/** Throws a 422 at this pointer of the body. */
export function demandLater(nextOn: string, today: string, pointer: string): void {
  if (nextOn > today) return
  throw invalidAt(pointer, 'over', 'Choose a day after today.')
}

/** Answers the id of the schedule, of which the review that is started now is the first turn. */
export async function beginRepeating(
  ctx: Context,
  trx: Trx,
  { repeat, ...wanted }: Wanted,
  today: string,
): Promise<string> {
  const { every, nextOn } = repeat
  demandLater(nextOn, today, '#/repeat/nextOn')
  const id = newId(ctx.clock.now().getTime())
  const name = wanted.name.trim()
  const days = Math.min(366, Math.max(1, daysBetween(today, wanted.dueOn)))
  await insertSchedule(trx, ctx.actor.tenantId, {
    ...{ id, name, site_ids: wanted.sites ?? null, desk_ids: wanted.desks ?? null },
    ...{ reviewer_id: wanted.reviewer, delegate_id: wanted.delegate ?? null, undecided: wanted.undecided },
    ...{ every, next_on: nextOn, day_of_month: dayOfMonth(nextOn), days, ...ownerOf(ctx.actor) },
  })
  await recordSetting(ctx, trx, 'create-review-schedule', { id, name, every, nextOn, days })
  return id
}
