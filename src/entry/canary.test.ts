/**
 * S40: every secret that a person is given or types in a life with Rollcall, and none of them anywhere that something is written: any table
 * of the database with its queue of jobs, the log at its most talkative, the change log and what else administrators read. Whatever
 * answers with one tells browsers to keep nothing (S39).
 */
import { expect, test, vi } from 'vitest'
import { atWork } from '#test/at-work.ts'
import { codeAt, nextCode, setUpAuthenticator } from '#test/authenticator.ts'
import type { Answer } from '#test/client.ts'
import { everyRow } from '#test/every-row.ts'
import { newestMail } from '#test/mailed-links.ts'
import { world } from '#test/world.ts'
import { newId } from '#src/contract/ids.ts'
import { DEVICE_COOKIE, SESSION_COOKIE } from '#src/server/http/caller.ts'

const w = await world()
w.parts.log.level = 'trace'
let logged = ''
vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
  logged += String(text)
  return true
})
await atWork(w)
const ana = w.as('ana')

const secrets = new Map<string, string>()
const keep = (what: string, secret: unknown): string => {
  expect([what, typeof secret]).toEqual([what, 'string'])
  secrets.set(what, secret as string)
  return secret as string
}

/** Typed codes: of six digits, as are parts of ids and of times, so they are looked for as words of their own. */
const codes = new Map<string, string>()
const type = (what: string, code: string): string => {
  codes.set(what, code)
  return code
}
const isWord = (text: string, code: string) => new RegExp(`(?<![\\w.-])${code}(?![\\w-])`).test(text)

/** As a table shows it: text as it is, bytes in hexadecimal; or in base64, as much of it as does not depend on what stands before. */
const forms = (secret: string) => [
  secret,
  Buffer.from(secret).toString('hex'),
  ...[0, 1, 2].map((n) => Buffer.from(secret).subarray(n).toString('base64').replace(/..=*$/, '')),
]

/** Which secrets and codes a text gives away. */
const givenAway = (text: string): string[] =>
  [
    ...[...secrets].filter(([, secret]) => forms(secret).some((form) => text.includes(form))),
    ...[...codes].filter(([, code]) => isWord(text, code) || text.includes(Buffer.from(code).toString('hex'))),
  ].map(([what]) => what)

/** Where a secret stands that should stand nowhere. */
async function found(): Promise<string[]> {
  const written = await everyRow(w)
  written.set('the log', logged)
  return [...written].flatMap(([place, text]) => givenAway(text).map((what) => `${what} in ${place}`))
}

const uncached = ({ status, headers }: Answer) =>
  expect([status < 300, headers['cache-control']]).toEqual([true, 'no-store'])
const cookiesOf = async (name: string, password: string) => {
  const response = await w.app.inject({
    method: 'POST',
    url: '/api/v1/session',
    headers: { 'x-rollcall': '1' },
    payload: { tenant: 'nordlys', name, password },
  })
  const cookie = (of: string) => response.cookies.find((one) => one.name === of)!.value
  return { session: cookie(SESSION_COOKIE), device: cookie(DEVICE_COOKIE) }
}

test('S40: no secret of a whole life stands in a table, a job, the log, or what administrators read', async () => {
  const person = await w.hire('Carla Canary')
  const once = { 'idempotency-key': newId() }
  const reset = await ana.post(`/users/${person.id}/reset-password`, {}, once)
  uncached(reset)
  const temporary = keep('a temporary password', reset.body.password)
  expect(await found()).toEqual([])

  const { session, device } = await cookiesOf(person.username, temporary)
  keep('a session', session.split('.').at(-1))
  keep('a known browser', device)
  const own = keep('a chosen password', 'seven quiet canary lamps')
  const chosen = await w.with({ cookie: session }).post('/session/password', { password: own })
  uncached(chosen)
  keep('the session after it', chosen.cookie!.split('.').at(-1))
  await cookiesOf(person.username, keep('a wrong password', 'eleven loud canary drums')).catch(() => undefined)

  const carla = w.with({ cookie: chosen.cookie! })
  const app = await setUpAuthenticator(carla, w.clock)
  type('the code of the set-up', codeAt(app.secret, w.clock.now()))
  keep('an authenticator', app.secret)
  app.backupCodes.forEach((code, n) => keep(`backup code ${n}`, code))
  expect(app.backupCodes.length).toBeGreaterThan(5)
  expect(await found()).toEqual([])
  const half = await cookiesOf(person.username, own)
  const step = await w
    .with({ cookie: half.session })
    .post('/session/second-step', { code: type('a code', nextCode(app.secret, w.clock)) })
  uncached(step)
  const other = await cookiesOf(person.username, own)
  const wrong = { code: type('a wrong code', '598271') }
  expect((await w.with({ cookie: other.session }).post('/session/second-step', wrong)).status).toBe(401)
  uncached(await w.with({ cookie: other.session }).post('/session/second-step', { backupCode: app.backupCodes[0] }))

  await w.with().post('/forgot', { tenant: 'nordlys', name: person.email })
  const link = await newestMail(w, person)
  keep('the token of a forgotten password', link.token)
  expect(await found()).toEqual([])
  await w
    .with()
    .post('/recovery', { token: link.token, password: keep('a password by link', 'nine patient canary kites') })
  const newcomer = await w.hire('Nils Newcomer', { status: 'pending', password: null })
  await ana.post(`/users/${newcomer.id}/send-activation`)
  keep('the token of an activation', (await newestMail(w, newcomer)).token)
  await ana.post(`/users/${newcomer.id}/send-reset-link`)

  const key = await ana.post('/api-keys', { name: 'Canary', permissions: ['users.read'] })
  uncached(key)
  const token = keep('an API key', key.body.token)
  expect((await w.with({ bearer: token }).get('/users?limit=1')).status).toBe(200)
  const { headers } = await ana.get(`/users/${person.id}`)
  const settings = {
    sipPassword: keep('the password of a telephone', 'canary-of-a-telephone'),
    caldavSecret: keep('the token of a calendar', 'canary-of-a-calendar'),
  }
  expect((await ana.patch(`/users/${person.id}`, settings, { 'if-match': headers['etag']! })).status).toBe(200)
  await ana.post(`/users/${person.id}/reset-authenticator`, {})

  // A line behind all others, so that the log is known to be read to its end.
  w.parts.log.info('the end of the canary')
  await vi.waitFor(() => expect(logged).toContain('the end of the canary'))
  expect(logged).toContain('a try to sign in failed')
  expect(secrets.size).toBeGreaterThan(16)
  expect(await found()).toEqual([])

  for (const path of [
    `/users/${person.id}`,
    '/users?search=canary',
    `/users/${person.id}/history`,
    `/users/${person.id}/activity`,
    '/activity',
    '/api-keys',
    '/sessions',
    '/outbox',
  ]) {
    const { status, body } = await ana.get(path)
    expect([path, status]).toEqual([path, 200])
    expect([path, givenAway(JSON.stringify(body))]).toEqual([path, []])
  }
})
