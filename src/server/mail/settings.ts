/** Where mail goes out and from whom: SMTP_URL and MAIL_FROM (FACE-3). */
import addressparser from 'nodemailer/lib/addressparser'

export type Mailbox = { readonly name: string; readonly address: string }

export type MailSettings = {
  readonly host: string
  readonly port: number
  /** TLS from the first byte (smtps://); else STARTTLS. */
  readonly secure: boolean
  /** Nothing goes out, no password either, unless STARTTLS works. */
  readonly requireTls: boolean
  readonly login: { readonly user: string; readonly pass: string } | null
  readonly from: Mailbox
}

const isLoopback = (host: string) => /^(localhost|\[::1\]|127(\.\d{1,3}){3})$/.test(host)
const ADDRESS = /^[^\s@<>,;:"()[\]\\]+@[a-z\d](?:[a-z\d.-]*[a-z\d])?$/i

/** Null without SMTP_URL: mail stays in the console. Throws a sentence that says how to mend what is wrong. */
export function readMailSettings(smtpUrl: string | null, mailFrom: string): MailSettings | null {
  const from = mailFrom === '' ? null : readMailbox(mailFrom)
  if (smtpUrl === null) return null
  if (!from)
    throw new Error('SMTP_URL is set and MAIL_FROM is not. Set MAIL_FROM to the sender, like rollcall@example.com.')
  const url = new URL(smtpUrl)
  const login = readLogin(url)
  const secure = url.protocol === 'smtps:'
  const asked = readRequireTls(url)
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    // A password never leaves the machine in the clear unless somebody says so in as many words.
    requireTls: asked ?? (login !== null && !isLoopback(url.hostname)),
    login,
    from,
  }
}

function readMailbox(text: string): Mailbox {
  const [first, ...others] = addressparser(text)
  if (!first || others.length > 0 || first.group || !ADDRESS.test(first.address ?? ''))
    throw new Error(
      'MAIL_FROM is not one e-mail address. Write it like rollcall@example.com, or Rollcall <rollcall@example.com>.',
    )
  return { name: first.name, address: first.address }
}

function readLogin(url: URL): MailSettings['login'] {
  if (url.hostname === '')
    throw new Error('SMTP_URL names no host. Write it like smtp://user:password@mail.example.com.')
  if (url.username === '' && url.password === '') return null
  try {
    return { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }
  } catch {
    throw new Error('The user or password in SMTP_URL has a % that begins nothing. Write % itself as %25.')
  }
}

function readRequireTls(url: URL): boolean | null {
  const odd = [...url.searchParams.keys()].find((key) => key !== 'requireTLS')
  if (odd !== undefined || !['', '/'].includes(url.pathname))
    throw new Error('SMTP_URL has more than a host, a port, a user with password and ?requireTLS=true or false.')
  const asked = url.searchParams.get('requireTLS')
  if (asked !== null && asked !== 'true' && asked !== 'false')
    throw new Error('requireTLS in SMTP_URL is neither true nor false.')
  return asked === null ? null : asked === 'true'
}
