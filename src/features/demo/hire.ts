/** Hires the invented people in classes, as contact centres do: all of a class begin on the same day. */
import { newId } from '../../contract/ids.ts'
import type { Context } from '../../server/context.ts'
import type { Trx } from '../../server/database/database.ts'
import { newRun } from '../changes/service/run.ts'
import { joinQueues } from '../queues/service/places.ts'
import { createPeople, type StagedPerson } from '../users/service/create.ts'
import { Dice } from './dice.ts'
import type { Rooms } from './furnish.ts'
import { fictionalNumber } from './numbers.ts'
import { demoPeople, type DemoPerson } from './people.ts'
import { isAgent, workerOf } from './work.ts'
import { sessionsOf, shiftNow } from './sessions.ts'
import { shiftOf } from './shift.ts'
import type { Worker } from './sql/work.ts'
import { insertLeads, insertSessions, insertShifts, insertSignIns, type Lead, type PastSession } from './sql.ts'

const SEED = 1
/** How many classes are sorted by their day in one go; the people of so many are in memory at once. */
const CLASSES = 40
const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Who the change log of the last thirty days may name: active people who were there before. */
export type Hired = {
  readonly agents: readonly string[]
  readonly administrators: readonly { readonly id: string; readonly name: string }[]
  /** Agents of whose work something is told. */
  readonly workers: readonly Worker[]
}
export type Hiring = { readonly users: number; readonly until: Date; readonly onProgress?: (made: number) => void }

const MOST_NAMED = 400
/** A demonstration of more people than the usual one is for looking at lists: work of everybody would be a long wait. */
const MOST_AT_WORK = 2000

/** @param at the program's hand in the tenant, on some day. */
export async function hire(at: (day: Date) => Context, trx: Trx, rooms: Rooms, hiring: Hiring): Promise<Hired> {
  const { users, until, onProgress } = hiring
  const size = Math.min(1000, Math.max(50, Math.ceil(users / 100)))
  const monthAgo = new Date(until.getTime() - 30 * DAY)
  const agents: string[] = []
  const administrators: { id: string; name: string }[] = []
  const workers: Worker[] = []
  let made = 0
  for (const crowd of chunksOf(demoPeople(users, SEED, until), size * CLASSES)) {
    crowd.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
    for (const team of chunksOf(crowd, size)) {
      const newcomers = await hireClass(at, trx, rooms, team, until)
      const oldHands = team.at(-1)!.createdAt < monthAgo ? newcomers.filter(({ demo }) => demo.status === 'active') : []
      for (const { id, demo } of oldHands) {
        if (demo.role === 'Administrator') administrators.push({ id, name: `${demo.firstName} ${demo.lastName}` })
        else if (demo.role === 'Agent' && agents.length < MOST_NAMED) agents.push(id)
      }
      workers.push(...newcomers.flatMap((one) => workerOf(one, until)).slice(0, MOST_AT_WORK - workers.length))
      made += team.length
      onProgress?.(made)
    }
  }
  return { agents, administrators, workers }
}

function* chunksOf<T>(items: Iterable<T>, size: number): Generator<T[]> {
  let chunk: T[] = []
  for (const item of items) {
    chunk.push(item)
    if (chunk.length < size) continue
    yield chunk
    chunk = []
  }
  if (chunk.length > 0) yield chunk
}

type Newcomer = {
  readonly id: string
  readonly startedAt: Date
  readonly demo: DemoPerson
  readonly dice: Dice
  readonly lastSignInAt: Date | null
}

async function hireClass(
  at: (day: Date) => Context,
  trx: Trx,
  rooms: Rooms,
  team: readonly DemoPerson[],
  until: Date,
): Promise<Newcomer[]> {
  const startedAt = team.at(-1)!.createdAt
  const ctx = at(startedAt)
  const { tenantId } = ctx.actor
  const newcomers = team.map((demo): Newcomer => {
    const dice = new Dice(SEED + 1, Number(demo.externalId?.slice(1)))
    return {
      id: newId(startedAt.getTime()),
      startedAt,
      demo,
      dice,
      lastSignInAt: lastSignIn(dice, demo, startedAt, until),
    }
  })
  await createPeople(
    ctx,
    trx,
    newcomers.map(({ id, demo }) => staged(id, startedAt, demo, rooms)),
    newRun('import', {}),
  )
  await joinQueues(
    trx,
    tenantId,
    newcomers.flatMap((one) => placesIn(one, rooms)),
  )
  await insertSignIns(
    trx,
    tenantId,
    newcomers.flatMap(({ id, lastSignInAt }) => (lastSignInAt ? [{ user_id: id, last_at: lastSignInAt }] : [])),
  )
  await insertSessions(
    trx,
    tenantId,
    newcomers.flatMap((one) => pastOf(one, startedAt, until)),
  )
  await insertShifts(
    trx,
    tenantId,
    newcomers.flatMap(({ id, demo, dice, lastSignInAt }) =>
      lastSignInAt && isAgent(demo) ? shiftOf(dice, id, lastSignInAt, until) : [],
    ),
    new Date(until.getTime() + HOUR),
  )
  await insertLeads(
    trx,
    tenantId,
    newcomers.flatMap((one) => leadsOf(one, startedAt, until)),
  )
  return newcomers
}

/** Nobody signed in before the first day; some of the active are at work now. */
function lastSignIn(dice: Dice, { status, lastSignInAt }: DemoPerson, startedAt: Date, until: Date): Date | null {
  if (lastSignInAt === null) return null
  const first = new Date(startedAt.getTime() + HOUR)
  if (first > until) return null
  const shift = status === 'active' ? shiftNow(dice, until) : null
  return shift && shift > first ? shift : lastSignInAt > first ? lastSignInAt : first
}

function staged(id: string, createdAt: Date, demo: DemoPerson, rooms: Rooms): StagedPerson {
  const {
    status,
    role,
    site,
    sipPbx,
    skills,
    queues: _later,
    createdAt: _started,
    lastSignInAt: _signedIn,
    ...plain
  } = demo
  const desks = demo.desks.map((desk) => rooms.desks[desk]!)
  const values: StagedPerson['values'] = {
    ...plain,
    site: rooms.sites[site]!,
    sipPbx: sipPbx === null ? null : rooms.pbxes[sipPbx]!,
    desks,
    skills: skills.map(({ skill, level }) => ({ id: rooms.skills[skill]!, level })),
    tags: demo.tags.map((tag) => rooms.tags[tag]!),
    businessUnits: demo.businessUnits.map((unit) => rooms.businessUnits[unit]!),
    agentGroups: demo.agentGroups.map((group) => rooms.agentGroups[group]!),
    roles: [roleOf(role, rooms, site, desks)],
  }
  return { id, createdAt, values, status }
}

/** Managers have their own desks, administrators their own site. */
function roleOf(role: DemoPerson['role'], { roles, sites }: Rooms, site: number, desks: number[]) {
  if (role === 'Manager') return { id: roles.manager, desks }
  if (role === 'Administrator') return { id: roles.administrator, sites: [sites[site]!] }
  return { id: role === 'Agent' ? roles.agent : roles.auditor }
}

const placesIn = ({ id, demo, dice }: Newcomer, rooms: Rooms) =>
  demo.queues.map((queue) => ({ userId: id, queueId: rooms.queues[queue]!, priority: 1 + dice.below(5) }))

const pastOf = ({ id, demo, dice, lastSignInAt }: Newcomer, startedAt: Date, until: Date): PastSession[] =>
  lastSignInAt && demo.status === 'active' ? sessionsOf(dice, { id, startedAt, lastSignInAt }, until) : []

const prospects = [
  'Anders & Daughters',
  'Blue Harbour',
  'Corner Bakery',
  'Dune Travel',
  'Elm Street Dental',
  'Fjord Outdoor',
  'Green Valley',
  'Hilltop Motors',
  'Iris Optics',
  'Juniper Homes',
  'Kestrel Couriers',
  'Lagoon Spa',
]
const wanting = ['new line', 'contract ends', 'moving house', 'asked for a call', 'second shop']

/** Leads of whoever is given some: up to five, of the last ninety days. */
function leadsOf({ id, demo, dice }: Newcomer, startedAt: Date, until: Date): Lead[] {
  if (!demo.assignLeads || demo.status !== 'active') return []
  const earliest = Math.max(startedAt.getTime(), until.getTime() - 90 * DAY)
  return Array.from({ length: dice.below(6) }, () => {
    const created_at = new Date(Math.floor(earliest + dice.next() * (until.getTime() - earliest)))
    const name = `${dice.pick(prospects)}, ${dice.pick(wanting)}`
    return { id: newId(created_at.getTime()), name, phone: fictionalNumber(dice), user_id: id, created_at }
  })
}
