/** Loads a tenant of made-up people through the product's own columns and keys. */
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { newId } from '#src/contract/ids.ts'
import { demoPeople, type DemoPerson } from '#src/features/demo/people.ts'
import { Copy } from './copy.ts'
import type { House } from './house.ts'
import { directoryOf, groupsOf, numbersOf, passwordOf, roleOf, USER_COLUMNS, userRow } from './rows.ts'

const YEARS = 3 * 365 * 86_400_000
const LIVE = 0.01
const ENDED = 0.1

const COLUMNS = {
  users: USER_COLUMNS,
  directory: ['tenant_id', 'user_id', 'site_id', 'status', 'facets', 'traits', 'search'],
  sign_in_names: ['tenant_id', 'name_key', 'user_id'],
  extensions: ['tenant_id', 'pbx_id', 'number', 'user_id', 'virtual'],
  group_members: ['tenant_id', 'user_id', 'group_id', 'level'],
  role_grants: ['tenant_id', 'user_id', 'role_id', 'site_ids', 'desk_ids'],
  queue_members: ['tenant_id', 'user_id', 'queue_id'],
  leads: ['tenant_id', 'id', 'name', 'user_id'],
  user_passwords: ['tenant_id', 'user_id', 'hash'],
  user_sign_ins: ['tenant_id', 'user_id', 'last_at'],
  sessions: [
    'tenant_id',
    'id',
    'user_id',
    'token_hash',
    'acting_tenant_id',
    'started_at',
    'expires_at',
    'last_seen_at',
    'ended_at',
    'end_reason',
  ],
} as const
type Table = keyof typeof COLUMNS
export const loadedTables = Object.keys(COLUMNS) as Table[]
type Copies = { readonly [T in Table]: Copy<(typeof COLUMNS)[T][number]> }

/** @param tell hears how many people were handed over so far. */
export async function loadPeople(
  config: pg.ClientConfig,
  house: House,
  count: number,
  tell: (done: number) => void,
): Promise<void> {
  const clients = await Promise.all(loadedTables.map(() => connect(config)))
  try {
    const copies = Object.fromEntries(
      loadedTables.map((table, i) => [table, new Copy<string>(clients[i]!, table, COLUMNS[table])]),
    ) as unknown as Copies
    const until = Date.now()
    let done = 0
    for (const person of demoPeople(count, 1, new Date(until))) {
      add(copies, house, person, new Date(until - Math.floor(YEARS * (1 - done / count))), done)
      done += 1
      if (done % 200 === 0) await Promise.all(Object.values(copies).map((copy) => copy.flush()))
      if (done % 50_000 === 0) tell(done)
    }
    await Promise.all(Object.values(copies).map((copy) => copy.end()))
    await countPlaces(clients[0]!, house)
  } finally {
    await Promise.all(clients.map((client) => client.end()))
  }
}

async function connect(config: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client(config)
  await client.connect()
  // What is loaded fits together by its making, so that foreign keys need not be asked row by row.
  await client.query(`set session_replication_role = replica`)
  return client
}

/** Triggers keep it, and none was asked. */
async function countPlaces(client: pg.Client, { tenantId }: House): Promise<void> {
  await client.query(
    `insert into queue_sizes (tenant_id, queue_id, members, active)
     select m.tenant_id, m.queue_id, count(*), count(*) filter (where u.status = 'active')
     from queue_members m join users u on u.tenant_id = m.tenant_id and u.id = m.user_id where m.tenant_id = $1 group by 1, 2`,
    [tenantId],
  )
  await client.query(
    `insert into facet_sizes (tenant_id, facet, people)
     select d.tenant_id, facet, count(*) from directory d cross join unnest(d.facets || d.traits || (d.site_id * 8 + 3)) as facet
     where d.tenant_id = $1 and (facet & 7) in (0, 1, 3) group by 1, 2`,
    [tenantId],
  )
}

function add(copies: Copies, house: House, person: DemoPerson, createdAt: Date, number: number): void {
  const own = userRow(person, house, createdAt)
  const key = { tenant_id: house.tenantId, user_id: own.id }
  copies.users.add(own)
  copies.directory.add({ ...key, ...directoryOf(person, house), search: own.search })
  for (const name_key of new Set([own.username_key, own.email_key])) copies.sign_in_names.add({ ...key, name_key })
  for (const number of numbersOf(person, house)) copies.extensions.add({ ...key, ...number })
  for (const membership of groupsOf(person, house)) copies.group_members.add({ ...key, ...membership })
  copies.role_grants.add({ ...key, role_id: roleOf(person, house), ...limitsOf(person, house, number) })
  for (const queue of person.queues) copies.queue_members.add({ ...key, queue_id: house.queues[queue]! })
  if (person.assignLeads && number % 3 === 0)
    copies.leads.add({ ...key, id: newId(createdAt.getTime()), name: 'A prospect' })
  const hash = passwordOf(person)
  if (hash !== null) copies.user_passwords.add({ ...key, hash })
  if (person.lastSignInAt) copies.user_sign_ins.add({ ...key, last_at: later(person.lastSignInAt, createdAt) })
  if (person.status === 'active') addSession(copies, key, number)
}

const later = (a: Date, b: Date) => (a > b ? a : b)

/** A manager's grant is for the own desks; every other administrator's for the own site. */
function limitsOf(person: DemoPerson, house: House, number: number) {
  if (person.role === 'Manager') return { site_ids: null, desk_ids: person.desks.map((desk) => house.desks[desk]!) }
  if (person.role === 'Administrator' && number % 2 === 0)
    return { site_ids: [house.sites[person.site]!], desk_ids: null }
  return { site_ids: null, desk_ids: null }
}

/** From 0 to 1, evenly for numbers in a row (multiples of the golden ratio). */
const spread = (number: number) => (number * 0.618033988749895) % 1

/** One active person in a hundred is online (for as long as the bench may run, and a day more), one in ten was. */
function addSession(
  copies: Copies,
  { tenant_id, user_id }: { tenant_id: number; user_id: string },
  number: number,
): void {
  const chance = spread(number)
  if (chance >= LIVE + ENDED) return
  const now = Date.now()
  const live = chance < LIVE
  const started = new Date(now - (live ? 600_000 : 864_000_000 * chance))
  copies.sessions.add({
    tenant_id,
    user_id,
    id: newId(started.getTime()),
    token_hash: `\\x${randomBytes(32).toString('hex')}`,
    acting_tenant_id: tenant_id,
    started_at: started,
    expires_at: new Date(started.getTime() + 86_400_000),
    last_seen_at: started,
    ended_at: live ? null : started,
    end_reason: live ? null : 'signed-out',
  })
}
