/** The outbox as people see it, and what they may do with a mail. */
import { isUuid } from '../../../contract/ids.ts'
import { notFound } from '../../../contract/problem.ts'
import { reachOf, type Actor } from '../../../server/actor.ts'
import { transaction, type Context } from '../../../server/context.ts'
import type { Expression } from '../../../server/database/database.ts'
import { enqueue } from '../../../server/jobs/enqueue.ts'
import type { Permission } from '../../../contract/permissions.ts'
import { recordSetting } from '../../history/service/record.ts'
import { visibleUsers } from '../../roles/scope.ts'
import {
  mailNotReadable,
  mailNotSendable,
  mailStates,
  mailSuperusersOnly,
  type Mail,
  type MailState,
} from '../contract.ts'
import { countMails, findWords, getSender, listMails, lockMail, type MailRow } from '../sql/rows.ts'
import { updateToAgain } from '../sql/states.ts'
import { sendMailJob } from './job-names.ts'
import { placeOf } from './send-mail.ts'

export type Asked = { state?: MailState; limit?: string; after?: string }
export type Listed = { items: Mail[]; next: string | null; counts: Record<MailState, number>; goesOut: boolean }

/** Mail, newest first, with how many there are in each state. */
export async function listOutboxOf(ctx: Context, { state, limit = '50', after }: Asked): Promise<Listed> {
  const { db, actor } = ctx
  const sight = sightOf(actor, 'mail.read')
  const most = Number(limit)
  const [found, counted, goesOut] = await Promise.all([
    listMails(db, actor.tenantId, sight, { state, after, limit: most + 1 }),
    countMails(db, actor.tenantId, sight),
    leaves(ctx),
  ])
  const rows = found.slice(0, most)
  const counts = Object.fromEntries(
    mailStates.map((one) => [one, counted.find((c) => c.state === one)?.count ?? 0]),
  ) as Record<MailState, number>
  return {
    items: rows.map((row) => shown(ctx, row, goesOut)),
    next: found.length > most ? rows.at(-1)!.id : null,
    counts,
    goesOut,
  }
}

/**
 * The words of a mail that cannot go out, for whoever set this machine up to hand on. A link in them lets somebody in,
 * so only a superuser reads them, who could do all that the link does; and the change log says so.
 */
export async function readWords(ctx: Context, id: string): Promise<{ subject: string; text: string }> {
  const { actor, keyring } = ctx
  return transaction(ctx, async (trx) => {
    const mail = await lockedMail(ctx, trx, id, 'mail.read')
    if (!actor.superuser) throw mailSuperusersOnly()
    const sealed = isReadable(ctx, mail, await leaves(ctx)) ? await findWords(trx, actor.tenantId, id) : null
    if (sealed === null) throw mailNotReadable()
    await recordSetting(ctx, trx, 'read-mail', { id, template: mail.template })
    const { text } = JSON.parse(keyring.open(sealed, placeOf(id))) as { text: string }
    return { subject: mail.subject, text }
  })
}

/** Sends a mail that failed, was perhaps sent, or was kept here before there was a mail server. */
export async function sendAgain(ctx: Context, id: string): Promise<Mail> {
  const { tenantId } = ctx.actor
  return transaction(ctx, async (trx) => {
    const mail = await lockedMail(ctx, trx, id, 'mail.send')
    const goesOut = await leaves(ctx)
    if (!isSendable(ctx, mail, goesOut)) throw mailNotSendable()
    await updateToAgain(trx, tenantId, id)
    await enqueue(trx, sendMailJob, { tenant: tenantId, mail: id }, { key: id, requestId: ctx.origin.requestId })
    await recordSetting(ctx, trx, 'send-mail-again', { id, template: mail.template })
    const row: MailRow = { ...mail, state: 'waiting', answer: null, next_at: null, ended_at: null }
    return shown(ctx, row, goesOut)
  })
}

/** A demonstration's people are invented: nothing is mailed to them. */
const leaves = async ({ db, actor, mail }: Context) =>
  mail !== null && !(await getSender(db, actor.tenantId)).demonstration

/** Null for whoever sees all mail of the tenant. */
const sightOf = (actor: Actor, permission: Permission): Expression<boolean> | null =>
  reachOf(actor, permission)?.everywhere === true ? null : visibleUsers(actor, permission)

async function lockedMail(ctx: Context, trx: Parameters<typeof lockMail>[0], id: string, permission: Permission) {
  const mail = isUuid(id) ? await lockMail(trx, ctx.actor.tenantId, id, sightOf(ctx.actor, permission)) : undefined
  if (!mail) throw notFound()
  return mail
}

const isGood = ({ clock }: Context, { has_words, good_until }: MailRow) => has_words && good_until > clock.now()

const isReadable = (ctx: Context, mail: MailRow, goesOut: boolean) =>
  !goesOut && ctx.actor.superuser && ctx.actor.kind === 'user' && isGood(ctx, mail)

const isSendable = (ctx: Context, mail: MailRow, goesOut: boolean) =>
  goesOut && ['kept', 'perhaps', 'failed'].includes(mail.state) && isGood(ctx, mail)

const shown = (ctx: Context, row: MailRow, goesOut: boolean): Mail => ({
  id: row.id,
  state: row.state,
  template: row.template,
  to: { address: row.to_address, name: row.to_name },
  subject: row.subject,
  user: row.user_id,
  messageId: row.message_id,
  attempts: row.attempts,
  createdAt: row.created_at.toISOString(),
  nextAt: row.next_at?.toISOString() ?? null,
  endedAt: row.ended_at?.toISOString() ?? null,
  answer: row.answer,
  readable: isReadable(ctx, row, goesOut),
  sendable: isSendable(ctx, row, goesOut) && reachOf(ctx.actor, 'mail.send') !== null,
})
