import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
  .map((file) => ({ file: join('src', file), text: readFileSync(join('src', file), 'utf8') }))

/** Ways to open a connection: Node's own, and packages that do. */
const OPENS =
  /\bfetch\(|\bnew (?:WebSocket|EventSource)\(|(?:https?|http2|net|tls)\.(?:request|get|connect|createConnection)\(|from '(?:undici|axios|got|ws|openid-client|nodemailer(?:\/lib\/smtp-connection)?|node:(?:https|http2|dgram))'/

/** Each of these connects to an address that whoever runs the program configured, or a browser to where its page came from. */
const configured: Readonly<Record<string, string>> = {
  'src/server/mail/send.ts': 'SMTP_URL',
  'src/features/google-sign-in/service/provider.ts': 'OIDC_ISSUER, and what its own document names',
  'src/features/google-sign-in/service/bounded-fetch.ts': 'the same',
  'src/entry/doctor.ts': 'the program itself, at its own HOST and PORT',
  'src/console/api.ts': 'the console’s own server',
  'src/console/live.ts': 'the console’s own server',
  'src/features/exports/console/export-dialog.tsx': 'a function of its own that is called fetch',
}

describe('S38 the program connects to no address that a user gave', () => {
  test('S38 nothing opens a connection but what is listed here, each to an address of the configuration', () => {
    const opening = sources.filter(({ text }) => OPENS.test(text)).map(({ file }) => file)
    expect(opening.filter((file) => !Object.hasOwn(configured, file))).toEqual([])
  })

  test('S38 each of those still does, so that the list is no longer than it must be', () => {
    const opening = new Set(sources.filter(({ text }) => OPENS.test(text)).map(({ file }) => file))
    expect(Object.keys(configured).filter((file) => !opening.has(file))).toEqual([])
  })
})
