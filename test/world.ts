/**
 * A small world with named people, on a database of its own, for the tests of one file. Nothing of ours is mocked: the
 * tenants, the people and their sessions are made by the program's own functions. It ends by itself after the file.
 *
 *   const w = await world()
 *   const { status } = await w.as('marta').get('/users')
 */
import { randomBytes } from 'node:crypto'
import { hash } from '@node-rs/argon2'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { afterAll } from 'vitest'
import type { BuiltInRole } from '#src/contract/permissions.ts'
import { fold } from '#src/contract/text.ts'
import { authenticate, startSession } from '#src/features/sessions/service.ts'
import { makeTenant, type MadeTenant } from '#src/features/tenants/service.ts'
import { setOwnPassword } from '#src/features/passwords/service.ts'
import { createPeople, stage, type StagedPerson } from '#src/features/users/service/create.ts'
import { systemActor } from '#src/server/actor.ts'
import { contextFor, type Context, type Origin, type Parts } from '#src/server/context.ts'
import { Keyring } from '#src/server/crypto/keyring.ts'
import { Database, type DB, type Trx } from '#src/server/database/database.ts'
import { within } from '#src/server/database/within.ts'
import { buildServer } from '#src/server/http/server.ts'
import { Live } from '#src/server/live/live.ts'
import { openLog } from '#src/server/log.ts'
import { client, type Client } from './client.ts'
import { cloneDatabase } from './database.ts'
import { routes } from './routes.ts'

/** Everybody's password. Hashed with the least parameters: a real sign-in hashes it anew. */
export const PASSWORD = 'lantern gravel otter nine'
const CHEAP = { algorithm: 2, memoryCost: 64, timeCost: 1, parallelism: 1 }

export type Person = {
  readonly id: string
  readonly tenantId: number
  readonly username: string
  readonly email: string
  readonly name: string
}
export type PersonName = 'otto' | 'ana' | 'marta' | 'jon' | 'ines' | 'kai' | 'hugo'
export type TestClock = { now(): Date; advance(millis: number): void }
type Limits = { sites?: number[]; desks?: number[] }
export type Hiring = {
  role?: BuiltInRole
  limits?: Limits
  site?: number
  status?: StagedPerson['status']
  superuser?: boolean
  password?: string | null
  more?: Partial<StagedPerson['values']>
}

const ORIGIN: Origin = { via: 'cli', requestId: null, address: null, userAgent: null }

function testClock(): TestClock {
  let ahead = 0
  return { now: () => new Date(Date.now() + ahead), advance: (millis) => void (ahead += millis) }
}

export type World = Awaited<ReturnType<typeof world>>

export async function world() {
  const clone = await cloneDatabase()
  const clock = testClock()
  const database = new Database(clone.app, { connections: 6 })
  const log = openLog('silent', false)
  const parts: Parts = { database, clock, keyring: new Keyring(randomBytes(32)), live: new Live(clone.app, log), log }
  /** Behind the wall, where no test of the wall may look. */
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool: new pg.Pool({ ...clone.owner, max: 2 }) }) })
  const app = await buildServer({
    parts,
    routes: routes(parts),
    authenticate: authenticate(parts),
    trustedProxies: [],
    publicUrl: null,
  })
  afterAll(async () => {
    app.server.closeAllConnections()
    await app.close()
    await Promise.all([parts.live.stop(), db.destroy()])
    await database.stop()
    await clone.drop()
  })

  /** The program's own hand in a tenant. */
  const hand = (tenantId: number): Context =>
    contextFor(parts, systemActor(tenantId, 'test'), ['dialer', 'pbx', 'queues'], ORIGIN)
  const passwordHash = await hash(PASSWORD, CHEAP)

  /** Makes a person as the command line would: an active agent of the first site with everybody's password, unless told. */
  async function hire(tenant: Seeded, fullName: string, hiring: Hiring = {}, given?: Trx): Promise<Person> {
    const {
      role = 'agent',
      limits = {},
      site = tenant.siteId,
      status = 'active',
      superuser = false,
      password = PASSWORD,
      more = {},
    } = hiring
    const [firstName = '', ...rest] = fullName.split(' ')
    const username = fold(fullName).replaceAll(' ', '.')
    const email = `${username}@${tenant.slug}.example`
    const values = {
      username,
      email,
      firstName,
      lastName: rest.join(' '),
      site,
      superuser,
      roles: [{ id: tenant.roles[role], ...limits }],
      ...more,
    }
    const person = { ...stage(values, true, clock.now()), status }
    const ctx = hand(tenant.tenantId)
    const work = async (trx: Trx) => {
      await createPeople(ctx, trx, [person])
      if (password !== null)
        await setOwnPassword(
          ctx,
          trx,
          person.id,
          password === PASSWORD ? passwordHash : await hash(password.normalize('NFKC'), CHEAP),
        )
    }
    await (given
      ? within(given, tenant.tenantId, () => work(given))
      : database.tenant(tenant.tenantId).transaction().execute(work))
    return { id: person.id, tenantId: tenant.tenantId, username: values.username, email: values.email, name: fullName }
  }

  const { tenants, people } = await database.outside
    .transaction()
    .execute((trx) => seed({ clock, trx, hire: (...of) => hire(of[0], of[1], of[2], trx) }))
  const cookieOf = (person: Person, session: { mustChangePassword?: boolean; actingTenantId?: number } = {}) =>
    database
      .tenant(person.tenantId)
      .transaction()
      .execute((trx) =>
        startSession(parts, trx, { tenantId: person.tenantId, userId: person.id, origin: ORIGIN, ...session }),
      )

  return {
    parts,
    database,
    db,
    app,
    clock,
    tenants,
    people,
    hand,
    cookieOf,
    hire: (name: string, hiring?: Hiring, tenant: Seeded = tenants.nordlys) => hire(tenant, name, hiring),
    /** Somebody with a console session, which begins at the first request. */
    as: (who: PersonName | Person): Client =>
      client(app, { cookie: () => cookieOf(typeof who === 'string' ? people[who] : who) }),
    /** Somebody who comes with this cookie, or this API key, or nothing. */
    with: (credential: { cookie?: string; bearer?: string } = {}): Client =>
      client(app, { cookie: () => Promise.resolve(credential.cookie), bearer: credential.bearer }),
    /** Serves on a port of this machine and hears live notices; answers the address. */
    async listen(): Promise<string> {
      await parts.live.start()
      return app.listen({ port: 0, host: '127.0.0.1' })
    },
  }
}

export type Seeded = MadeTenant & {
  readonly slug: string
  readonly desks: Readonly<Record<string, number>>
  readonly skills: Readonly<Record<string, number>>
  readonly sites: Readonly<Record<string, number>>
}
type Seeding = { clock: TestClock; trx: Trx; hire: (tenant: Seeded, name: string, hiring?: Hiring) => Promise<Person> }

/** Nordlys with two sites and two desks, Harbour beside it, and the operators above both. */
async function seed({ clock, trx, hire }: Seeding) {
  const make = async (slug: string, name: string, parentId?: number): Promise<Seeded> => {
    const made = await makeTenant({ clock }, trx, {
      slug,
      name,
      timeZone: 'Europe/Riga',
      language: 'en',
      parentId,
      ...(parentId ? {} : { super: true as const }),
      site: { name: 'Riga', timeZone: 'Europe/Riga', country: 'LV' },
    })
    return within(trx, made.tenantId, async () => {
      const tenant_id = made.tenantId
      const { id: malmo } = await trx
        .insertInto('sites')
        .values({ tenant_id, name: 'Malmö', name_key: 'malmo', time_zone: 'Europe/Stockholm', country: 'SE' })
        .returning('id')
        .executeTakeFirstOrThrow()
      const group = (kind: string) => async (groupName: string) => {
        const values = { tenant_id, kind, name: groupName, name_key: fold(groupName) }
        const row = await trx.insertInto('groups').values(values).returning('id').executeTakeFirstOrThrow()
        return [groupName.toLowerCase(), row.id] as const
      }
      const groups = async (kind: string, names: string[]) =>
        Object.fromEntries(await Promise.all(names.map(group(kind))))
      return {
        ...made,
        slug,
        sites: { riga: made.siteId, malmo },
        desks: await groups('desk', ['Sales', 'Support']),
        skills: await groups('skill', ['Latvian', 'Billing']),
      }
    })
  }
  const operators = await make('operator', 'Operators')
  const nordlys = await make('nordlys', 'Nordlys', operators.tenantId)
  const harbour = await make('harbour', 'Harbour', operators.tenantId)
  const sales = nordlys.desks['sales']!
  const support = nordlys.desks['support']!
  const people: Record<PersonName, Person> = {
    /** The operator above both tenants. */
    otto: await hire(operators, 'Otto Berg', { role: 'administrator', superuser: true }),
    /** Administrator of Nordlys. */
    ana: await hire(nordlys, 'Ana Lind', { role: 'administrator' }),
    /** Manager of the desk Sales, and of nothing else. */
    marta: await hire(nordlys, 'Marta Ozola', {
      role: 'manager',
      limits: { desks: [sales] },
      more: { desks: [sales] },
    }),
    /** Agent at the desk Sales, in Riga. */
    jon: await hire(nordlys, 'Jon Reyes', { more: { desks: [sales] } }),
    /** Auditor of Nordlys. */
    ines: await hire(nordlys, 'Ines Faria', { role: 'auditor' }),
    /** Agent at the desk Support, in Malmö. */
    kai: await hire(nordlys, 'Kai Sørensen', { site: nordlys.sites['malmo']!, more: { desks: [support] } }),
    /** Administrator of Harbour. */
    hugo: await hire(harbour, 'Hugo Vance', { role: 'administrator' }),
  }
  return { tenants: { operators, nordlys, harbour }, people }
}
