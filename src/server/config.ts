/** Settings: environment variables and a `.env` file (FACE-3). A wrong one stops the start with how to mend it. */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { createSecureContext } from 'node:tls'
import ipaddr from 'ipaddr.js'
import { readMailSettings, type MailSettings } from './mail/settings.ts'
import { readOpenIdSettings, type OpenIdSettings } from './openid-settings.ts'

export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** Every setting with its default and what it means; README and `doctor` print this list. */
export const settings = {
  PORT: { default: '8080', says: 'The port of the console and the API.' },
  HOST: {
    default: '127.0.0.1',
    says: 'The address to listen on. Beyond loopback it needs TLS_CERT and TLS_KEY, or a PUBLIC_URL with https in front of a proxy.',
  },
  PUBLIC_URL: { default: '', says: "The address in people's browsers, when a proxy stands before Rollcall." },
  TLS_CERT: { default: '', says: 'File of the certificate (PEM), to serve https itself.' },
  TLS_KEY: { default: '', says: 'File of its private key (PEM).' },
  DATABASE_URL: {
    default: '',
    says: 'A PostgreSQL 15 or newer of your own, as postgresql://…; empty for the embedded one.',
  },
  ROLLCALL_DATA: { default: './data', says: 'Folder of the embedded database and the key file.' },
  ROLLCALL_KEY_FILE: {
    default: '',
    says: 'File of the key that seals secrets; by default `key` in ROLLCALL_DATA, made at the first start.',
  },
  SMTP_URL: {
    default: '',
    says: 'Where mail goes out, as smtp://user:password@host:port, or smtps://…; empty: mail stays in the console.',
  },
  MAIL_FROM: { default: '', says: 'Sender of mail, like Rollcall <rollcall@example.com>; needed with SMTP_URL.' },
  OIDC_CLIENT_ID: {
    default: '',
    says: 'Client of the provider with which people may sign in; empty: with passwords and passkeys alone.',
  },
  OIDC_CLIENT_SECRET: { default: '', says: 'Its secret; needed with OIDC_CLIENT_ID.' },
  OIDC_ISSUER: {
    default: 'https://accounts.google.com',
    says: 'The provider, Google or any other that speaks OpenID Connect.',
  },
  OIDC_NAME: { default: 'Google', says: 'What people call it, for “Sign in with …”.' },
  TRUSTED_PROXIES: {
    default: '',
    says: 'Addresses or networks of your proxies, by comma; only they may say where a request came from.',
  },
  LOG_LEVEL: { default: 'info', says: 'fatal, error, warn, info, debug or trace.' },
} as const
export type SettingName = keyof typeof settings
const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace']

export type Config = {
  readonly port: number
  readonly host: string
  readonly publicUrl: string | null
  readonly tls: { cert: Buffer; key: Buffer } | null
  readonly databaseUrl: string | undefined
  readonly dataFolder: string
  readonly keyFile: string
  /** Null: mail stays in the console. */
  readonly mail: MailSettings | null
  /** Null: nobody signs in with Google. */
  readonly openId: OpenIdSettings | null
  readonly trustedProxies: readonly string[]
  readonly logLevel: string
}

type Environment = Readonly<Record<string, string | undefined>>

/** Reads `.env` of the folder, if there is one; what the environment says already wins. */
export function loadEnvFile(folder = process.cwd()): void {
  const file = resolve(folder, '.env')
  if (existsSync(file)) process.loadEnvFile(file)
}

export function readConfig(env: Environment): Config {
  const read = (name: SettingName) => (env[name] ?? '').trim() || settings[name].default
  const dataFolder = resolve(read('ROLLCALL_DATA'))
  const config: Config = {
    port: readPort(read('PORT')),
    host: read('HOST'),
    publicUrl: readUrl('PUBLIC_URL', read('PUBLIC_URL'), ['http:', 'https:']),
    tls: readTls(read('TLS_CERT'), read('TLS_KEY')),
    databaseUrl: readUrl('DATABASE_URL', read('DATABASE_URL'), ['postgres:', 'postgresql:']) ?? undefined,
    dataFolder,
    keyFile: read('ROLLCALL_KEY_FILE') ? resolve(read('ROLLCALL_KEY_FILE')) : resolve(dataFolder, 'key'),
    mail: readMail(readUrl('SMTP_URL', read('SMTP_URL'), ['smtp:', 'smtps:']), read('MAIL_FROM')),
    openId: readOpenId(read),
    trustedProxies: readProxies(read('TRUSTED_PROXIES')),
    logLevel: read('LOG_LEVEL'),
  }
  if (!LEVELS.includes(config.logLevel))
    throw new ConfigError(`LOG_LEVEL is “${config.logLevel}”. Set it to one of ${LEVELS.join(', ')}.`)
  refuseOddPublicUrl(config.publicUrl)
  refuseInsecureOrigin(config)
  return config
}

function readPort(text: string): number {
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new ConfigError(`PORT is “${text}”. Set it to a whole number from 0 to 65535 (0 takes a free one).`)
  return port
}

function readUrl(name: SettingName, text: string, protocols: readonly string[]): string | null {
  if (text === '') return null
  const url = URL.canParse(text) ? new URL(text) : null
  // The value itself is not repeated: it may hold a password.
  if (!url || !protocols.includes(url.protocol))
    throw new ConfigError(
      `${name} is not an address that begins with ${protocols.map((p) => `${p}//`).join(' or ')}. Mend it or leave it out.`,
    )
  return text
}

function readMail(smtpUrl: string | null, mailFrom: string): Config['mail'] {
  try {
    return readMailSettings(smtpUrl, mailFrom)
  } catch (error) {
    throw new ConfigError((error as Error).message)
  }
}

function readOpenId(read: (name: SettingName) => string): Config['openId'] {
  try {
    return readOpenIdSettings({
      issuer: read('OIDC_ISSUER'),
      clientId: read('OIDC_CLIENT_ID'),
      clientSecret: read('OIDC_CLIENT_SECRET'),
      name: read('OIDC_NAME'),
    })
  } catch (error) {
    throw new ConfigError((error as Error).message)
  }
}

function readTls(cert: string, key: string): Config['tls'] {
  if (cert === '' && key === '') return null
  if (cert === '' || key === '') throw new ConfigError('TLS_CERT and TLS_KEY go together. Set both, or neither.')
  const pair = { cert: readPem('TLS_CERT', cert), key: readPem('TLS_KEY', key) }
  try {
    createSecureContext(pair)
  } catch (error) {
    throw new ConfigError(
      `TLS_CERT and TLS_KEY are not a certificate and its key: ${(error as Error).message}. Both must be PEM, and belong together.`,
    )
  }
  return pair
}

function readPem(name: SettingName, file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    throw new ConfigError(`The file of ${name} cannot be read: ${(error as Error).message}. Check its path and rights.`)
  }
}

function readProxies(text: string): string[] {
  const proxies = text
    .split(',')
    .map((p) => p.trim())
    .filter(Boolean)
  const wrong = proxies.find((p) => !(ipaddr.isValid(p) || ipaddr.isValidCIDR(p)))
  if (wrong !== undefined)
    throw new ConfigError(
      `TRUSTED_PROXIES holds “${wrong}”, which is neither an address nor a network. Write them like 10.0.0.5, 10.1.0.0/16.`,
    )
  return proxies
}

/** What stands before the path of every link to this installation: never taken from a request (S10). */
export const originOf = ({ publicUrl, tls, host, port }: Config): string =>
  publicUrl === null ? `${tls ? 'https' : 'http'}://${host}:${port}` : new URL(publicUrl).origin

const isLoopback = (host: string) => /^(localhost|::1|\[::1\]|127(\.\d{1,3}){3})$/.test(host)

/** Browsers keep the session's cookie only where the address in their bar is secure, or on the machine itself. */
function refuseOddPublicUrl(publicUrl: string | null): void {
  if (publicUrl === null) return
  const { protocol, hostname, pathname, search, hash, username } = new URL(publicUrl)
  if (pathname !== '/' || search !== '' || hash !== '' || username !== '')
    throw new ConfigError('PUBLIC_URL has more than a host and a port. Write it like https://rollcall.example.com.')
  if (protocol === 'http:' && !isLoopback(hostname))
    throw new ConfigError(
      'PUBLIC_URL begins with http://, and browsers keep no session there. Let your proxy serve https, and write https://.',
    )
}

/** A session cookie is worth as much as a password: it travels over TLS or does not leave the machine (FACE-3). */
function refuseInsecureOrigin({ host, tls, publicUrl }: Config): void {
  if (isLoopback(host) || tls || publicUrl?.startsWith('https:')) return
  throw new ConfigError(
    `HOST is ${host}, which others can reach, and there is no TLS. Set TLS_CERT and TLS_KEY, or PUBLIC_URL to the https address of your proxy, or HOST to 127.0.0.1.`,
  )
}
