/** How the rest of the product sends mail: into the outbox, in the transaction that wants it sent. */
import { newId } from '../../../contract/ids.ts'
import type { Parts } from '../../../server/context.ts'
import type { Query } from '../../../server/database/database.ts'
import { enqueueAll } from '../../../server/jobs/enqueue.ts'
import { render, type Template } from '../../../server/mail/template.ts'
import { getSender, insertMails, type NewMail } from '../sql/rows.ts'
import { sendMailJob } from './job-names.ts'

const DAY = 86_400_000
/** Longer than any link works; what must not arrive later says so. */
const GOOD_DAYS = 7

export type Letter<D> = {
  readonly to: { readonly address: string; readonly name?: string }
  readonly data: D
  /** BCP 47; that of the tenant unless told. */
  readonly language?: string | null
  /** Whom it is about: who sees that person sees the mail, and erasing the person erases it. */
  readonly userId?: string | null
  /** When a link in it ends: it is not sent after that. */
  readonly goodUntil?: Date
}

type MailParts = Pick<Parts, 'keyring' | 'clock' | 'mail'>
type Sending<D> = {
  readonly tenantId: number
  readonly template: Template<D>
  readonly requestId?: string | null
}

/** Where the words of a mail are sealed to. */
export const placeOf = (mailId: string) => `outbox_words:${mailId}:sealed`

/**
 * Sends a mail to each, if and only if the transaction commits. Without a mail server, and from a demonstration, it is
 * kept to be read in the outbox instead. Answers the ids of the mails.
 */
export async function sendMails<D>(
  { keyring, clock, mail }: MailParts,
  trx: Query,
  { tenantId, template, requestId }: Sending<D>,
  letters: readonly Letter<D>[],
): Promise<string[]> {
  if (letters.length === 0) return []
  const at = clock.now()
  const sender = await getSender(trx, tenantId)
  const mails = letters.map(({ to, data, language, userId, goodUntil }): NewMail => {
    const id = newId()
    const rendered = render(template, data, { tenant: sender.name, language: language ?? sender.language })
    const words = JSON.stringify({ text: rendered.text, html: rendered.html })
    return {
      id,
      template: template.name,
      to_address: to.address,
      to_name: to.name ?? '',
      subject: rendered.subject,
      language: rendered.language,
      user_id: userId ?? null,
      good_until: goodUntil ?? new Date(at.getTime() + GOOD_DAYS * DAY),
      sealed: keyring.seal(words, placeOf(id)),
    }
  })
  const state = mail === null || sender.demonstration ? 'kept' : 'waiting'
  await insertMails(trx, { tenantId, state, at }, mails)
  if (state === 'waiting')
    await enqueueAll(
      trx,
      sendMailJob,
      mails.map(({ id }) => ({ payload: { tenant: tenantId, mail: id }, key: id })),
      { requestId },
    )
  return mails.map(({ id }) => id)
}

/** Sends one mail, as `sendMails` does. */
export async function sendMail<D>(
  parts: MailParts,
  trx: Query,
  { tenantId, template, requestId, ...letter }: Sending<D> & Letter<D>,
): Promise<string> {
  const [id] = await sendMails(parts, trx, { tenantId, template, requestId }, [letter])
  return id!
}
