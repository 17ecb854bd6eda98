import { afterAll, expect, test } from 'vitest'
import { SESSION_COOKIE } from '#src/server/http/caller.ts'
import { measureSignOut, type Holder } from '#test/sign-outs.ts'
import { startServers } from '#test/server-processes.ts'
import { world, type Person } from '#test/world.ts'

const w = await world()
const servers = await startServers(w.database.config, 3)
afterAll(() => servers.stop())

const SESSIONS = 60
const KEYS = 3

/** A person with many sessions, and keys that they made. */
async function manyWaysIn(name: string): Promise<{ person: Person; sessions: Holder[]; keys: Holder[] }> {
  const person = await w.hire(name, { role: 'administrator' })
  const sessions: Holder[] = []
  for (let i = 0; i < SESSIONS; i += 1) sessions.push({ cookie: `${SESSION_COOKIE}=${await w.cookieOf(person)}` })
  const keys: Holder[] = []
  for (let i = 0; i < KEYS; i += 1) {
    const { body } = await w.as(person).post('/api-keys', { name: `${name} ${i}`, permissions: ['users.read'] })
    keys.push({ authorization: `Bearer ${body.token}` })
  }
  return { person, sessions, keys }
}

const end = (person: Person, action: string) => async () => {
  expect((await w.as('ana').post(`/users/${person.id}/${action}`)).status).toBe(200)
}

test.each([
  ['are told', undefined],
  ['hear nothing, because their connections are cut', w.connections.owner],
])(
  'S21: three processes refuse every session and key of who is deactivated within a second, and their open pages leave, when they %s',
  { timeout: 60_000 },
  async (_, cut) => {
    const { person, sessions, keys } = await manyWaysIn(`Dora ${cut ? 'Deaf' : 'Told'}`)
    const holders = [...sessions, ...keys]
    const given = {
      addresses: servers.addresses,
      holders,
      watchers: sessions.slice(0, 3),
      end: end(person, 'deactivate'),
    }
    const outcome = await measureSignOut(cut ? { ...given, cut } : given)
    expect(outcome.served).toBeGreaterThan(0)
    expect(outcome.latestServed).toBeLessThan(1_000)
    expect(outcome.refused).toBe(holders.length)
    expect(Math.max(...outcome.firstRefusals)).toBeLessThan(1_000)
    expect(Math.max(...outcome.streams)).toBeLessThan(cut ? 1_500 : 1_000)
  },
)

test(
  'S22: so it is with all sessions of a user that an administrator ends; their keys go on',
  { timeout: 60_000 },
  async () => {
    const { person, sessions, keys } = await manyWaysIn('Edda Ended')
    const outcome = await measureSignOut({
      addresses: servers.addresses,
      holders: sessions,
      watchers: sessions.slice(0, 3),
      end: end(person, 'end-sessions'),
    })
    expect(outcome.served).toBeGreaterThan(0)
    expect(outcome.latestServed).toBeLessThan(1_000)
    expect(outcome.refused).toBe(sessions.length)
    expect(Math.max(...outcome.streams)).toBeLessThan(1_000)
    const answer = await fetch(`${servers.addresses[2]}/api/v1/custom-fields`, { headers: keys[0]! })
    expect(answer.status).toBe(200)
  },
)
