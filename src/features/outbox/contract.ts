/** The outbox: mail that waits, that went out, and that could not (HOUSE-4). */
import * as z from 'zod/mini'
import { endpoint } from '../../contract/endpoint.ts'
import { afterId, limitUpTo } from '../../contract/page.ts'
import { problem } from '../../contract/problem.ts'

export const mailStates = ['kept', 'waiting', 'sending', 'sent', 'perhaps', 'failed'] as const
export type MailState = (typeof mailStates)[number]

export const mail = z.object({
  id: z.uuid(),
  state: z.enum(mailStates),
  /** What it is: `activation`, `export-ready`. */
  template: z.string(),
  to: z.object({ address: z.string(), name: z.string() }),
  subject: z.string(),
  /** Whom it is about. */
  user: z.nullable(z.uuid()),
  messageId: z.nullable(z.string()),
  /** How often the mail server was given it. */
  attempts: z.int(),
  createdAt: z.iso.datetime(),
  nextAt: z.nullable(z.iso.datetime()),
  endedAt: z.nullable(z.iso.datetime()),
  /** What the mail server said last. */
  answer: z.nullable(z.string()),
  /** Whether this person may read its words here and now. */
  readable: z.boolean(),
  /** Whether it can be sent, or sent again. */
  sendable: z.boolean(),
})
export type Mail = z.output<typeof mail>

export const mailNotReadable = problem(
  'mail-not-readable',
  409,
  'The words of this mail cannot be read',
  'Words are kept until a mail is sent, and shown only where mail cannot go out. See its state in the outbox.',
)
export const mailSuperusersOnly = problem(
  'mail-superusers-only',
  403,
  'Only superusers may read the words of a mail',
  'A link in it lets somebody in as the one it was written to. Ask a superuser of the tenant.',
)
export const mailNotSendable = problem(
  'mail-not-sendable',
  409,
  'This mail cannot be sent',
  'It is on its way, was sent, or its link has ended; or no mail server is set. Do again what it came from.',
)

/** Newest first. A person whose permission is limited to sites or desks sees the mail about the people there. */
export const listOutbox = endpoint({
  method: 'GET',
  path: '/outbox',
  permission: 'mail.read',
  summary: 'List mail',
  query: z.strictObject({
    state: z.optional(z.enum(mailStates)),
    limit: limitUpTo(200),
    after: afterId,
  }),
  answers: {
    200: z.object({
      items: z.array(mail),
      next: z.nullable(z.uuid()),
      counts: z.object(
        Object.fromEntries(mailStates.map((state) => [state, z.int()])) as Record<MailState, z.ZodMiniInt>,
      ),
      /** Mail leaves this installation: a mail server is set, and the tenant is no demonstration. */
      goesOut: z.boolean(),
    }),
  },
})
/** Written into the change log: whoever reads a link can use it. */
export const readMail = endpoint({
  method: 'POST',
  path: '/outbox/{id}/read',
  permission: 'mail.read',
  sessionOnly: true,
  summary: 'Read the words of a mail that cannot go out',
  secret: true,
  answers: { 200: z.object({ subject: z.string(), text: z.string() }) },
  problems: [mailNotReadable, mailSuperusersOnly],
})
export const sendMailAgain = endpoint({
  method: 'POST',
  path: '/outbox/{id}/send',
  permission: 'mail.send',
  summary: 'Send a mail, or send it again',
  answers: { 200: mail },
  problems: [mailNotSendable],
})
