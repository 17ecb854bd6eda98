import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { ConfigError, loadEnvFile, readConfig, settings } from './config.ts'

const folder = mkdtempSync(join(tmpdir(), 'rollcall-config-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = (name: string, text: string) => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
const PROXY = { HOST: '0.0.0.0', PUBLIC_URL: 'https://rollcall.example.com' }

describe('settings', () => {
  test('have defaults that serve on this machine alone', () => {
    expect(readConfig({})).toEqual({
      port: 8080,
      host: '127.0.0.1',
      publicUrl: null,
      tls: null,
      databaseUrl: undefined,
      dataFolder: resolve('data'),
      keyFile: resolve('data/key'),
      mail: null,
      openId: null,
      trustedProxies: [],
      logLevel: 'info',
    })
  })

  test('are read from the environment, blanks around them or not', () => {
    const read = readConfig({
      ...PROXY,
      PORT: ' 9000 ',
      TRUSTED_PROXIES: '10.0.0.5, 10.1.0.0/16,::1',
      LOG_LEVEL: 'debug',
    })
    expect(read).toMatchObject({
      port: 9000,
      host: '0.0.0.0',
      trustedProxies: ['10.0.0.5', '10.1.0.0/16', '::1'],
      logLevel: 'debug',
    })
  })

  test('name the provider with which people sign in: Google, unless told otherwise', () => {
    const client = { OIDC_CLIENT_ID: 'x', OIDC_CLIENT_SECRET: 'y' }
    const google = { issuer: 'https://accounts.google.com', clientId: 'x', clientSecret: 'y', name: 'Google' }
    expect(readConfig(client).openId).toEqual(google)
    const own = { OIDC_ISSUER: 'http://localhost:9000/realms/one', OIDC_NAME: 'One' }
    expect(readConfig({ ...client, ...own }).openId).toMatchObject({ issuer: own.OIDC_ISSUER, name: 'One' })
  })

  test('that are empty take their default, and the data folder carries the key file', () => {
    expect(readConfig({ PORT: '', ROLLCALL_DATA: '/srv/rollcall' })).toMatchObject({
      port: 8080,
      keyFile: '/srv/rollcall/key',
    })
  })

  test('are each listed with what they mean', () => {
    for (const { says } of Object.values(settings)) expect(says).toMatch(/\.$/)
  })

  test('of a .env file give way to the environment', () => {
    file('.env', 'ROLLCALL_TEST_A=from the file\nROLLCALL_TEST_B=from the file\n')
    process.env['ROLLCALL_TEST_A'] = 'from the environment'
    loadEnvFile(folder)
    expect([process.env['ROLLCALL_TEST_A'], process.env['ROLLCALL_TEST_B']]).toEqual([
      'from the environment',
      'from the file',
    ])
    delete process.env['ROLLCALL_TEST_A']
    delete process.env['ROLLCALL_TEST_B']
  })
})

describe('a wrong setting stops the start and says how to mend it', () => {
  const notPem = file('not.pem', 'not a certificate')
  test.each([
    ['a port that is no number', { PORT: 'http' }, /PORT is “http”. Set it to a whole number/],
    ['a port beyond 65535', { PORT: '65536' }, /PORT is “65536”/],
    ['a public address without a protocol', { PUBLIC_URL: 'rollcall.example.com' }, /PUBLIC_URL is not an address/],
    ['a public address with a path', { PUBLIC_URL: 'https://example.com/rollcall' }, /PUBLIC_URL has more than a host/],
    ['a public address without TLS', { PUBLIC_URL: 'http://rollcall.example.com' }, /write https:\/\//],
    [
      'another kind of database',
      { DATABASE_URL: 'mysql://h/d' },
      /DATABASE_URL is not an address that begins with postgres/,
    ],
    ['a certificate without its key', { TLS_CERT: notPem }, /go together/],
    ['a certificate that is not there', { TLS_CERT: '/nowhere.pem', TLS_KEY: notPem }, /TLS_CERT cannot be read/],
    ['a certificate that is none', { TLS_CERT: notPem, TLS_KEY: notPem }, /not a certificate and its key/],
    ['a mail server without a sender', { SMTP_URL: 'smtp://mail.example.com' }, /MAIL_FROM is not/],
    ['a client of a provider without its secret', { OIDC_CLIENT_ID: 'x' }, /OIDC_CLIENT_SECRET go together/],
    [
      'a provider that is reached without TLS',
      { OIDC_CLIENT_ID: 'x', OIDC_CLIENT_SECRET: 'y', OIDC_ISSUER: 'http://accounts.example.com' },
      /OIDC_ISSUER is not the https address/,
    ],
    ['a proxy that is no address', { TRUSTED_PROXIES: '10.0.0.5, proxy' }, /holds “proxy”/],
    ['a level of logs that there is not', { LOG_LEVEL: 'loud' }, /LOG_LEVEL is “loud”/],
  ])('%s', (_, env, sentence) => {
    expect(() => readConfig(env)).toThrow(ConfigError)
    expect(() => readConfig(env)).toThrow(sentence)
  })

  test('S40 no password of an address is repeated, nor the secret of a client', () => {
    expect(() => readConfig({ DATABASE_URL: 'mysql://admin:hunter2@h/d' })).toThrow(/^((?!hunter2).)*$/)
    const client = { OIDC_CLIENT_ID: 'x', OIDC_CLIENT_SECRET: 'hunter2' }
    expect(() => readConfig({ ...client, OIDC_ISSUER: 'https://a:hunter2@b' })).toThrow(/^((?!hunter2).)*$/)
  })
})

describe('where the server listens, and TLS', () => {
  test.each(['0.0.0.0', '::', '192.168.1.5', 'rollcall.lan', '127.evil.example'])(
    'others can reach it, so without TLS it stops the start: %s',
    (HOST) => {
      expect(() => readConfig({ HOST })).toThrow(/there is no TLS/)
    },
  )
  test.each(['127.0.0.1', '127.8.8.8', '::1', 'localhost'])('this machine alone needs none: %s', (HOST) => {
    expect(readConfig({ HOST }).host).toBe(HOST)
  })
  test('is served behind a proxy that speaks https', () => {
    expect(readConfig(PROXY).publicUrl).toBe('https://rollcall.example.com')
  })
})
