/** Takes one mail to the mail server, and writes down how far it came. */
import type { Parts } from '../../../server/context.ts'
import type { Query } from '../../../server/database/database.ts'
import type { JobRun } from '../../../server/jobs/job.ts'
import { sendLetter, type Outcome } from '../../../server/mail/send.ts'
import type { MailSettings } from '../../../server/mail/settings.ts'
import { deleteWords, findMail, findWords, type MailRow } from '../sql/rows.ts'
import { updateToEnd, updateToSending, updateToWait } from '../sql/states.ts'
import { placeOf } from './send-mail.ts'

export const LOST = 'The connection was lost after the mail server had the mail and before it said so.'
export const RESTORED = 'It waited when the backup was made from which this database was restored.'
export const OVERDUE = 'It could not be sent while its link worked.'

type Mailing = { readonly tenant: number; readonly mail: string }

/** The queue tries again; the answer of the mail server stands in the outbox. */
class NotYet extends Error {
  override readonly name = 'NotYet'
}

/** Sends a mail that waits. Throws when it is to be tried again; does nothing for one that was sent or given up. */
export async function deliver(parts: Parts, { tenant, mail: id }: Mailing, run: JobRun): Promise<void> {
  const db = parts.database.tenant(tenant)
  const at = parts.clock.now()
  const end = (state: 'perhaps' | 'failed' | 'kept', answer: string | null) =>
    updateToEnd(db, tenant, id, { state, answer, at })
  const mail = await findMail(db, tenant, id)
  // A try before this one ended in the middle: with its process, or before it could write down the answer.
  if (mail?.state === 'sending') return end('perhaps', LOST)
  if (mail?.state !== 'waiting') return
  if (!mail.of_now) return end('perhaps', RESTORED)
  if (mail.good_until <= at) return end('failed', OVERDUE)
  if (!parts.mail) return end('kept', null)
  const sealed = await findWords(db, tenant, id)
  if (sealed === null) return end('failed', 'Its words are gone.')
  run.signal.throwIfAborted()
  const words = JSON.parse(parts.keyring.open(sealed, placeOf(id))) as { text: string; html: string }
  const outcome = await hand(parts, db, parts.mail, { tenant, mail, words })
  if (outcome) await settle(parts, db, { tenant, mail: id }, outcome, run)
}

type Handing = { tenant: number; mail: MailRow; words: { text: string; html: string } }

/** Null when somebody else was quicker. */
async function hand(
  { clock }: Parts,
  db: Query,
  settings: MailSettings,
  { tenant, mail, words }: Handing,
): Promise<Outcome | null> {
  const messageId = mail.message_id ?? `<${mail.id}@${settings.from.address.split('@').at(-1)}>`
  const to = { name: mail.to_name, address: mail.to_address }
  const letter = { messageId, to, subject: mail.subject, language: mail.language, date: mail.created_at, ...words }
  let taken = false
  const outcome = await sendLetter(settings, letter, async () => {
    taken = !(await updateToSending(db, tenant, mail.id, { messageId, at: clock.now() }))
    if (taken) throw new Error('Somebody else sends it.')
  })
  return taken ? null : outcome
}

async function settle(
  { clock }: Parts,
  db: Query,
  { tenant, mail }: Mailing,
  { kind, answer }: Outcome,
  { attempt, last }: JobRun,
): Promise<void> {
  const at = clock.now()
  if (kind === 'later' && !last) {
    // As the queue waits.
    const nextAt = new Date(at.getTime() + Math.exp(Math.min(attempt, 10)) * 1_000)
    await updateToWait(db, tenant, mail, { answer, nextAt })
    throw new NotYet(`The mail server did not take ${mail} yet.`)
  }
  const state = kind === 'accepted' ? 'sent' : kind === 'perhaps' ? 'perhaps' : 'failed'
  await updateToEnd(db, tenant, mail, { state, answer: kind === 'perhaps' ? `${LOST} ${answer}` : answer, at })
  if (state === 'sent') await deleteWords(db, tenant, mail)
}
