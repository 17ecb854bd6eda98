/**
 * Every door of recovery and of passwords, in any order, by anybody: a password changes by a link that was mailed to that very
 * person and not used yet, or by what its own rules allow, and in no other way (SECURITY rule 1; CVE-2026-18963).
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { atWork } from '#test/at-work.ts'
import { mailsTo, newestMail } from '#test/mailed-links.ts'
import { world, type Person } from '#test/world.ts'

const w = await world()
await atWork(w)
const MINUTE = 60_000
const people = {
  active: await w.hire('Model Active'),
  other: await w.hire('Model Other'),
  pending: await w.hire('Model Pending', { status: 'pending', password: null }),
  inactive: await w.hire('Model Inactive', { status: 'inactive' }),
}
type Who = keyof typeof people
const names = Object.keys(people) as Who[]

/** What stands between a token and a password: whose it is, until when it works, and whether it still does. */
type Link = { readonly token: string; readonly of: Who; readonly until: number; open: boolean }
type Model = { readonly links: Link[]; changes: number }

const hashes = async () => {
  const rows = await w.db
    .selectFrom('user_passwords')
    .select(['user_id', 'hash'])
    .where(
      'user_id',
      'in',
      Object.values(people).map((p) => p.id),
    )
    .execute()
  return new Map(rows.map((row) => [row.user_id, row.hash]))
}
const statusOf = async ({ id }: Person) =>
  (await w.db.selectFrom('users').select('status').where('id', '=', id).executeTakeFirstOrThrow()).status
const close = (model: Model, of: Who) => model.links.forEach((link) => void (link.of === of && (link.open = false)))
/** A link was mailed: it takes the place of every older one of the person. */
async function mailed(model: Model, of: Who, minutes: number, count: number): Promise<void> {
  const { token } = await newestMail(w, people[of], count)
  close(model, of)
  model.links.push({ token, of, until: w.clock.now().getTime() + minutes * MINUTE, open: true })
}
const password = (model: Model) => `harbour lamps of ${(model.changes += 1)} evenings`
const ana = (path: string) => w.as('ana').post(path)

/** Each step says whose password may be another after it; null for nobody's. */
type Step = (model: Model) => Promise<Who | null>
const forgot =
  (who: Who): Step =>
  async (model) => {
    await w.db.deleteFrom('rate_limits').execute()
    const before = (await mailsTo(w, people[who])).length
    const active = (await statusOf(people[who])) === 'active'
    expect((await w.with().post('/forgot', { tenant: 'nordlys', name: people[who].username })).status).toBe(202)
    if (active) await mailed(model, who, 30, before + 1)
    return null
  }
const send =
  (action: 'send-activation' | 'send-reset-link', who: Who): Step =>
  async (model) => {
    const before = (await mailsTo(w, people[who])).length
    const { body } = await ana(`/users/${people[who].id}/${action}`)
    if (body.outcome !== 'changed') return null
    await mailed(model, who, action === 'send-activation' ? 7 * 24 * 60 : 60, before + 1)
    // A reset takes the password away, which is no new one.
    return action === 'send-reset-link' ? who : null
  }
const status =
  (verb: 'activate' | 'deactivate', who: Who): Step =>
  async (model) => {
    const { body } = await ana(`/users/${people[who].id}/${verb}`)
    if (body.outcome === 'changed') close(model, who)
    return null
  }
/** A link that was mailed once, whole or spoiled, or what never was one. */
type Token = { readonly which: number; readonly spoiled: 'no' | 'tenant' | 'end' | 'made-up' }
const tokenOf = ({ links }: Model, { which, spoiled }: Token): { token: string; link: Link | undefined } => {
  const link = links[which % Math.max(links.length, 1)]
  if (!link || spoiled === 'made-up')
    return { token: `${w.tenants.nordlys.tenantId}.${'A'.repeat(43)}`, link: undefined }
  if (spoiled === 'no') return { token: link.token, link }
  const token = spoiled === 'tenant' ? link.token.replace(/^\d+/, '1') : link.token.replace(/..$/, '__')
  return { token, link: undefined }
}
const works = (link: Link | undefined) => link !== undefined && link.open && w.clock.now().getTime() < link.until
const look =
  (given: Token): Step =>
  async (model) => {
    const { token, link } = tokenOf(model, given)
    expect((await w.with().post('/recovery/look', { token })).status).toBe(works(link) ? 200 : 410)
    return null
  }
const use =
  (given: Token): Step =>
  async (model) => {
    const { token, link } = tokenOf(model, given)
    const may = works(link)
    const { status: code } = await w.with().post('/recovery', { token, password: password(model) })
    expect(code).toBe(may ? 200 : 410)
    if (!may || !link) return null
    close(model, link.of)
    return link.of
  }
/** Doors that need a session, a proof or a permission, tried without. */
const force =
  (door: string, who: Who): Step =>
  async (model) => {
    const wanted = password(model)
    const stranger = w.with()
    const doors: Record<string, () => Promise<{ status: number }>> = {
      'own password, nobody': () => stranger.post('/me/password', { present: wanted, password: wanted }),
      'own password, not known': () => w.as(people.active).post('/me/password', { present: wanted, password: wanted }),
      'after a temporary one, nobody': () => stranger.post('/session/password', { password: wanted }),
      'after a temporary one, not asked': () => w.as(people.active).post('/session/password', { password: wanted }),
      'reset with a password': () =>
        w.as('ana').post(`/users/${people[who].id}/reset-password`, { password: wanted, lasting: false }),
      'link with a user': () => stranger.post('/recovery', { token: '', password: wanted, user: people[who].id }),
      'edit with a password': () =>
        w.as('ana').patch(`/users/${people[who].id}`, { password: wanted }, { 'if-match': '"v1"' }),
      'forgot with a password': () =>
        stranger.post('/forgot', { tenant: 'nordlys', name: people[who].username, password: wanted }),
    }
    expect((await doors[door]!()).status).toBeGreaterThanOrEqual(400)
    return null
  }
const wait =
  (minutes: number): Step =>
  async () => {
    w.clock.advance(minutes * MINUTE)
    return null
  }

const who = fc.constantFrom(...names)
const token = fc.record({
  which: fc.nat(50),
  spoiled: fc.constantFrom(
    'no' as const,
    'no' as const,
    'no' as const,
    'tenant' as const,
    'end' as const,
    'made-up' as const,
  ),
})
const told = <T>(name: string, of: fc.Arbitrary<T>, step: (of: T) => Step) =>
  of.map((one) => Object.assign(step(one), { toString: () => `${name} ${JSON.stringify(one)}` }))
const step = fc.oneof(
  told('forgot', who, forgot),
  told('send activation', who, (one) => send('send-activation', one)),
  told('send reset link', who, (one) => send('send-reset-link', one)),
  told('activate', who, (one) => status('activate', one)),
  told('deactivate', who, (one) => status('deactivate', one)),
  told('look', token, look),
  told('use', token, use),
  told('use', token, use),
  told('wait', fc.constantFrom(1, 29, 31, 61), wait),
  told(
    'force',
    fc.record({
      of: who,
      door: fc.constantFrom(
        'own password, nobody',
        'own password, not known',
        'after a temporary one, nobody',
        'after a temporary one, not asked',
        'reset with a password',
        'link with a user',
        'edit with a password',
        'forgot with a password',
      ),
    }),
    ({ of, door }) => force(door, of),
  ),
)

test(
  'S11: whatever is asked in whatever order, a password changes by an open link of that very person alone',
  { timeout: 240_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 24 }), async (steps) => {
        const model: Model = { links: [], changes: 0 }
        for (const one of steps) {
          const before = await hashes()
          const changed = await one(model)
          const after = await hashes()
          const moved = names.filter((name) => before.get(people[name].id) !== after.get(people[name].id))
          expect([String(one), moved.filter((name) => name !== changed)]).toEqual([String(one), []])
        }
      }),
      { numRuns: 24 },
    )
  },
)
