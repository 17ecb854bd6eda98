/** Hands one mail to the mail server, and tells exactly how far it came: RFC 5321, by nodemailer. */
import { Readable } from 'node:stream'
import MailComposer from 'nodemailer/lib/mail-composer'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { Mailbox, MailSettings } from './settings.ts'

export type Letter = {
  readonly messageId: string
  readonly to: Mailbox
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly language: string
  readonly date: Date
}

export type Outcome =
  /** The server has taken it, with these words. */
  | { readonly kind: 'accepted'; readonly answer: string }
  /** It will never be taken: no such mailbox, refused for what it is. */
  | { readonly kind: 'refused'; readonly answer: string }
  /** It was certainly not taken, and may be another time. */
  | { readonly kind: 'later'; readonly answer: string }
  /** The whole mail was on its way when the server was lost, and only the server knows whether it took it. */
  | { readonly kind: 'perhaps'; readonly answer: string }

const SECONDS = 1_000
const CHUNK = 16_384
const MOST_WORDS = 500

/**
 * Sends it over a connection of its own. `beforeData` is called once, when the server has said that it will take the mail
 * and before the first byte of it leaves: until it has returned the mail is certainly not sent. If it throws, nothing is sent.
 */
export async function sendLetter(
  settings: MailSettings,
  letter: Letter,
  beforeData: () => Promise<void>,
): Promise<Outcome> {
  const message = compose(settings, letter)
  const raw = await message.build()
  // With domains of other scripts as they travel.
  const { from, to } = message.getEnvelope()
  const progress = { begun: false, complete: false }
  const connection = new SMTPConnection({
    host: settings.host,
    port: settings.port,
    secure: settings.secure,
    requireTLS: settings.requireTls,
    connectionTimeout: 15 * SECONDS,
    greetingTimeout: 15 * SECONDS,
    socketTimeout: 60 * SECONDS,
    tls: { minVersion: 'TLSv1.2' },
    logger: false,
  })
  try {
    await connect(connection, settings)
    const body = Readable.from(chunksOf(raw, beforeData, progress), { objectMode: false })
    const answer = await transmit(connection, { from, to, size: raw.length }, body)
    connection.quit()
    return { kind: 'accepted', answer: cut(answer) }
  } catch (error) {
    connection.close()
    return judge(error as SmtpError, progress)
  }
}

type SmtpError = Error & { code?: string; command?: string; response?: string; responseCode?: number }

async function* chunksOf(
  raw: Buffer,
  beforeData: () => Promise<void>,
  progress: { begun: boolean; complete: boolean },
): AsyncGenerator<Buffer> {
  await beforeData()
  progress.begun = true
  for (let at = 0; at < raw.length; at += CHUNK) {
    // Said before the last part, since nobody knows what becomes of it.
    progress.complete = at + CHUNK >= raw.length
    yield raw.subarray(at, at + CHUNK)
  }
}

/** nodemailer folds and encodes what stands in a header, so that a name or subject cannot begin another one. */
const compose = ({ from }: MailSettings, { to, subject, text, html, messageId, language, date }: Letter) =>
  new MailComposer({
    from,
    to,
    subject: oneLine(subject),
    text,
    html,
    messageId,
    date,
    headers: { 'Content-Language': language, 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile()

const oneLine = (text: string) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()

function connect(connection: SMTPConnection, { login }: MailSettings): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.on('error', reject)
    connection.connect((error) => {
      if (error) return reject(error)
      if (!login) return resolve()
      connection.login({ ...login, credentials: login }, (refused) => (refused ? reject(refused) : resolve()))
    })
  })
}

type Envelope = { readonly from: string | false; readonly to: string[]; readonly size: number }

function transmit(connection: SMTPConnection, envelope: Envelope, body: Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    connection.on('error', reject)
    connection.send(envelope, body, (error, info) => (error ? reject(error) : resolve(info?.response ?? '')))
  })
}

function judge(error: SmtpError, { begun, complete }: { begun: boolean; complete: boolean }): Outcome {
  const answer = cut(error.response ?? error.message)
  const code = error.responseCode ?? 0
  const aboutThisMail = error.command === 'RCPT TO' || error.command === 'DATA' || error.code === 'EMESSAGE'
  if (code >= 500 && aboutThisMail) return { kind: 'refused', answer }
  // Too large by what the server said of itself, before it was asked.
  if (!begun && error.code === 'EMESSAGE') return { kind: 'refused', answer }
  // A sender, login or certificate that is refused is a setting, which somebody can mend.
  if (code >= 400 || !complete) return { kind: 'later', answer }
  return { kind: 'perhaps', answer }
}

const cut = (text: string) => text.slice(0, MOST_WORDS)
