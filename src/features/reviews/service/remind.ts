/** Mails to whoever a review waits for: at its start, before its last day, and when that is over (HOUSE-5). */
import { transaction, type Context, type Parts } from '../../../server/context.ts'
import type { Trx } from '../../../server/database/database.ts'
import type { Template } from '../../../server/mail/template.ts'
import { eachApart } from '../../../server/jobs/apart.ts'
import { sendMails } from '../../outbox/service/send-mail.ts'
import { reviewDue, reviewOverdue, type ReviewMail } from '../mails.ts'
import { whereItIs } from '../sql/reviews.ts'
import { listUndecided, listWaiting, lockUndecided, markReminded } from '../sql/waiting.ts'
import { isToRemind } from './days.ts'
import { aboutReview, eachOfOurTenants } from './tenants.ts'

type About = { readonly id: string; readonly name: string; readonly due_on: string }

/** One mail to each for whom somebody waits, with how many they are. */
export async function mailWaiting(
  ctx: Context,
  trx: Trx,
  template: Template<ReviewMail>,
  review: About,
): Promise<void> {
  const { tenantId } = ctx.actor
  const people = await listWaiting(trx, tenantId, review.id)
  const link = `${ctx.publicOrigin}/reviews/${review.id}`
  await sendMails(
    ctx,
    trx,
    { tenantId, template, requestId: ctx.origin.requestId },
    people.map(({ id, name, email, language, waiting }) => ({
      ...{ to: { address: email, name }, language, userId: id },
      data: { name, review: review.name, waiting, dueOn: review.due_on, link },
    })),
  )
}

/** Each review in a transaction of its own; of several days of reminding that were missed, one mail remains. */
export const remindOfReviews = (parts: Parts, signal: AbortSignal): Promise<void> =>
  eachOfOurTenants(parts, signal, async (ctx) => {
    const { tenantId } = ctx.actor
    const { today } = await whereItIs(ctx.db, tenantId, ctx.clock.now())
    const undecided = await listUndecided(ctx.db, tenantId)
    const ids = undecided.filter(({ due_on, since }) => isToRemind(due_on, since, today)).map(({ id }) => id)
    await eachApart({ log: parts.log, signal }, ids, aboutReview(ctx), (id) => remind(ctx, id, today))
  })

const remind = (ctx: Context, id: string, today: string): Promise<void> =>
  transaction(ctx, async (trx) => {
    const review = await lockUndecided(trx, ctx.actor.tenantId, id)
    // Another process was here first.
    if (!review || !isToRemind(review.due_on, review.since, today)) return
    await mailWaiting(ctx, trx, review.due_on < today ? reviewOverdue : reviewDue, review)
    await markReminded(trx, ctx.actor.tenantId, id, today)
  })
