/**
 * A small world with named people, on a database of its own, for the tests of one file. Nothing of ours is mocked: the
 * tenants, the people and their sessions are made by the program's own functions. It ends by itself after the file.
 *
 *   const w = await world()
 *   const { status } = await w.as('marta').get('/users')
 */
import { hash } from '@node-rs/argon2'
import { afterAll } from 'vitest'
import { partNames } from '#src/contract/modules.ts'
import type { BuiltInRole } from '#src/contract/permissions.ts'
import type { Stage } from '#src/contract/stages.ts'
import { fold } from '#src/contract/text.ts'
import { setOwnPassword } from '#src/features/passwords/service.ts'
import { startSession } from '#src/features/sessions/service.ts'
import { makeTenant, type MadeTenant } from '#src/features/tenants/service.ts'
import { createPeople, stage, type StagedPerson } from '#src/features/users/service/create.ts'
import { systemActor } from '#src/server/actor.ts'
import { contextFor, type Context, type Origin, type Parts } from '#src/server/context.ts'
import type { Trx } from '#src/server/database/database.ts'
import { within } from '#src/server/database/within.ts'
import { client, type Client } from './client.ts'
import { program, type Program } from './program.ts'

/** Everybody's password. Hashed with the least parameters: a real sign-in hashes it anew. */
export const PASSWORD = 'lantern gravel otter nine'
const CHEAP = { algorithm: 2, memoryCost: 64, timeCost: 1, parallelism: 1 }
const hashed = new Map<string, Promise<string>>()
const cheapHash = (password: string) => {
  const known = hashed.get(password) ?? hash(password.normalize('NFKC'), CHEAP)
  hashed.set(password, known)
  return known
}

const ORIGIN: Origin = { via: 'cli', requestId: null, address: null, userAgent: null }

export type Person = {
  readonly id: string
  readonly tenantId: number
  readonly username: string
  readonly email: string
  readonly name: string
}
export type PersonName = 'otto' | 'ana' | 'marta' | 'jon' | 'ines' | 'kai' | 'hugo'
type Ids = Readonly<Record<string, number>>
export type Tenant = MadeTenant & {
  readonly slug: string
  readonly sites: Ids
  readonly desks: Ids
  readonly skills: Ids
}
export type Hiring = {
  readonly role?: BuiltInRole
  readonly limits?: { sites?: number[]; desks?: number[] }
  readonly site?: number
  readonly status?: StagedPerson['status']
  readonly superuser?: boolean
  /** Null for none. */
  readonly password?: string | null
  /** Any other fields, by their names in the catalogue. */
  readonly more?: Partial<StagedPerson['values']>
}

export type World = Awaited<ReturnType<typeof world>>

export async function world(more: Partial<Parts> = {}) {
  const base = await program(undefined, more)
  afterAll(base.stop)
  const { parts, database, app } = base

  /** The program's own hand in a tenant, for calling services without a request. */
  const hand = (tenantId: number): Context => contextFor(parts, systemActor(tenantId, 'test'), partNames, ORIGIN)
  const { tenants, people } = await database.outside.transaction().execute((trx) => seed(base, trx, hand))
  const cookieOf = (person: Person, session: { stage?: Stage; actingTenantId?: number } = {}) =>
    database
      .tenant(person.tenantId)
      .transaction()
      .execute((trx) =>
        startSession(parts, trx, { tenantId: person.tenantId, userId: person.id, origin: ORIGIN, ...session }),
      )

  return {
    ...base,
    tenants,
    people,
    hand,
    cookieOf,
    /** Makes an active agent of the first site of Nordlys with everybody's password, unless told otherwise. */
    hire: (name: string, hiring?: Hiring, tenant: Tenant = tenants.nordlys): Promise<Person> =>
      database
        .tenant(tenant.tenantId)
        .transaction()
        .execute((trx) => hire(hand(tenant.tenantId), trx, tenant, name, hiring)),
    /** Somebody with a console session, which begins at the first request. */
    as: (who: PersonName | Person): Client =>
      client(app, { cookie: () => cookieOf(typeof who === 'string' ? people[who] : who) }, base.demand),
  }
}

async function hire(ctx: Context, trx: Trx, tenant: Tenant, name: string, hiring: Hiring = {}): Promise<Person> {
  const {
    role = 'agent',
    limits = {},
    site = tenant.siteId,
    status = 'active',
    superuser = false,
    password = PASSWORD,
    more = {},
  } = hiring
  const [firstName = '', ...lastNames] = name.split(' ')
  const username = fold(name).replaceAll(' ', '.')
  const roles = [{ id: tenant.roles[role], ...limits }]
  const values = {
    username,
    email: `${username}@${tenant.slug}.example`,
    firstName,
    lastName: lastNames.join(' '),
    site,
    superuser,
    roles,
    ...more,
  }
  const person = { ...stage(values, true, ctx.clock.now()), status }
  await createPeople(ctx, trx, [person])
  if (password !== null) await setOwnPassword(ctx, trx, person.id, await cheapHash(password))
  return { id: person.id, tenantId: tenant.tenantId, username: values.username, email: values.email, name }
}

/** Nordlys with two sites and two desks, Harbour beside it, and the operators above both. */
async function seed({ parts }: Program, trx: Trx, hand: (tenantId: number) => Context) {
  const operators = await makeSeedTenant(parts, trx, 'operator', null)
  const nordlys = await makeSeedTenant(parts, trx, 'nordlys', operators.tenantId)
  const harbour = await makeSeedTenant(parts, trx, 'harbour', operators.tenantId)
  const into = (tenant: Tenant, name: string, hiring: Hiring) =>
    within(trx, tenant.tenantId, () => hire(hand(tenant.tenantId), trx, tenant, name, hiring))
  const sales = nordlys.desks['sales']!
  const people: Record<PersonName, Person> = {
    /** The operator above both tenants. */
    otto: await into(operators, 'Otto Berg', { role: 'administrator', superuser: true }),
    /** Administrator of Nordlys. */
    ana: await into(nordlys, 'Ana Lind', { role: 'administrator' }),
    /** Manager of the desk Sales, and of nothing else. */
    marta: await into(nordlys, 'Marta Ozola', {
      role: 'manager',
      limits: { desks: [sales] },
      more: { desks: [sales] },
    }),
    /** Agent at the desk Sales, in Riga. */
    jon: await into(nordlys, 'Jon Reyes', { more: { desks: [sales] } }),
    /** Auditor of Nordlys. */
    ines: await into(nordlys, 'Ines Faria', { role: 'auditor' }),
    /** Agent at the desk Support, in Malmö: out of Marta's sight. */
    kai: await into(nordlys, 'Kai Sørensen', {
      site: nordlys.sites['malmö']!,
      more: { desks: [nordlys.desks['support']!] },
    }),
    /** Administrator of Harbour. */
    hugo: await into(harbour, 'Hugo Vance', { role: 'administrator' }),
  }
  return { tenants: { operators, nordlys, harbour }, people }
}

async function makeSeedTenant(
  parts: Program['parts'],
  trx: Trx,
  slug: string,
  parentId: number | null,
): Promise<Tenant> {
  const name = `${slug.charAt(0).toUpperCase()}${slug.slice(1)}`
  const above = parentId === null ? { super: true as const } : { parentId }
  const made = await makeTenant(parts, trx, {
    slug,
    name,
    timeZone: 'Europe/Riga',
    language: 'en',
    site: { name: 'Riga', timeZone: 'Europe/Riga', country: 'LV' },
    ...above,
  })
  const { tenantId: tenant_id, siteId } = made
  return within(trx, tenant_id, async () => {
    const malmo = { tenant_id, name: 'Malmö', name_key: 'malmo', time_zone: 'Europe/Stockholm', country: 'SE' }
    const { id } = await trx.insertInto('sites').values(malmo).returning('id').executeTakeFirstOrThrow()
    return {
      ...made,
      slug,
      sites: { riga: siteId, malmö: id },
      desks: await makeGroups(trx, tenant_id, 'desk', ['Sales', 'Support']),
      skills: await makeGroups(trx, tenant_id, 'skill', ['Latvian', 'Billing']),
    }
  })
}

async function makeGroups(trx: Trx, tenant_id: number, kind: string, names: readonly string[]): Promise<Ids> {
  const values = names.map((name) => ({ tenant_id, kind, name, name_key: fold(name) }))
  const rows = await trx.insertInto('groups').values(values).returning(['id', 'name']).execute()
  return Object.fromEntries(rows.map((row) => [row.name.toLowerCase(), row.id]))
}
