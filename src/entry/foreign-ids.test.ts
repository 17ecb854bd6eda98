/**
 * S26: ids of another tenant, and of people out of sight, in every place of every route, asked by every kind of actor: answered as ids
 * that nobody has. Routes and places are read from the contracts, so a new one is under test without being named here.
 */
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import type { AnyEndpoint } from '#src/contract/endpoint.ts'
import { newId } from '#src/contract/ids.ts'
import { permissionNames } from '#src/contract/permissions.ts'
import type { Answer, Client } from '#test/client.ts'
import { world } from '#test/world.ts'
import { allRoutes } from './routes.ts'

const w = await world()
const { nordlys, harbour } = w.tenants
const ana = w.as('ana')
const key = (await ana.post('/api-keys', { name: 'All', permissions: await grantable() })).body.token as string
async function grantable() {
  const { body } = await ana.get('/session')
  return (body.permissions as { permission: string }[])
    .map((p) => p.permission)
    .filter((p) => permissionNames.includes(p as never))
}

type Ids = {
  readonly uuid: readonly string[]
  readonly number: readonly number[]
  /** What only an answer about them would say. */
  readonly names: RegExp
}
/**
 * A site, a desk and a role of one and the same id, far beyond any limit or range: so that a number that is no id is refused
 * whichever it is.
 */
async function far(tenant_id: number, id: number): Promise<number[]> {
  const own = { tenant_id, id, name: 'Far away', name_key: 'far away' }
  await w.db
    .insertInto('sites')
    .values({ ...own, time_zone: 'UTC', country: 'LV' })
    .execute()
  await w.db
    .insertInto('groups')
    .values({ ...own, kind: 'desk' })
    .execute()
  await w.db
    .insertInto('roles')
    .values({ ...own, permissions: [] })
    .execute()
  return [id]
}
const ofHarbour: Ids = {
  uuid: [w.people.hugo.id],
  number: await far(harbour.tenantId, 77_000_001),
  names: /hugo|vance|harbour/i,
}
const ofNordlys: Ids = {
  uuid: [w.people.jon.id],
  number: await far(nordlys.tenantId, 66_000_001),
  names: /jon|reyes|nordlys/i,
}
/** Of the same tenant, and outside of what the manager of a desk may see. */
const outOfSight: Ids = { uuid: [w.people.kai.id], number: [], names: /kai\b|sørensen/i }
const actors: readonly (readonly [string, Client, Ids])[] = [
  ['nobody', w.with(), ofHarbour],
  ['an agent', w.as('jon'), ofHarbour],
  ['a manager', w.as('marta'), ofHarbour],
  ['a manager, of people out of sight', w.as('marta'), outOfSight],
  ['an auditor', w.as('ines'), ofHarbour],
  ['an administrator', ana, ofHarbour],
  ['an administrator of another tenant', w.as('hugo'), ofNordlys],
  ['an API key', w.with({ bearer: key }), ofHarbour],
]
const UNKNOWN = { uuid: newId(), number: 88_888_888 } as const

type Json = { [name: string]: unknown }
type Place = {
  readonly kind: 'uuid' | 'number'
  readonly of: (id: string | number) => { path: string; query: Json; body: unknown }
}

/** The smallest thing that a schema takes, as far as can be told. */
function sample(schema: Json): unknown {
  if ('const' in schema) return schema['const']
  if (Array.isArray(schema['enum'])) return schema['enum'][0]
  const choices = (schema['anyOf'] ?? schema['oneOf'] ?? schema['allOf']) as Json[] | undefined
  if (choices?.[0]) return sample(choices[0])
  return samples[String(schema['type'])]?.(schema) ?? (schema['format'] === 'uuid' ? UNKNOWN.uuid : 'activate')
}
const samples: Readonly<Record<string, (schema: Json) => unknown>> = {
  object: ({ required = [], properties }) =>
    Object.fromEntries(
      (required as string[]).map((name) => [name, sample((properties as Record<string, Json>)[name]!)]),
    ),
  array: ({ minItems = 0, items }) => (Number(minItems) > 0 ? [sample(items as Json)] : []),
  integer: ({ minimum = 1 }) => Number(minimum),
  number: ({ minimum = 1 }) => Number(minimum),
  boolean: () => true,
}

type Leaf = { readonly kind: Place['kind']; readonly put: (id: string | number) => unknown }
/** Every place of a schema that an id fits into, with the smallest thing around it. */
function leavesOf(schema: Json): Leaf[] {
  const choices = (schema['anyOf'] ?? schema['oneOf']) as Json[] | undefined
  if (choices) return choices.flatMap(leavesOf)
  if (schema['type'] === 'object') {
    const around = sample(schema) as Json
    return Object.entries((schema['properties'] as Record<string, Json> | undefined) ?? {}).flatMap(([name, part]) =>
      leavesOf(part).map(({ kind, put }) => ({ kind, put: (id) => ({ ...around, [name]: put(id) }) })),
    )
  }
  if (schema['type'] === 'array')
    return leavesOf(schema['items'] as Json).map(({ kind, put }) => ({ kind, put: (id) => [put(id)] }))
  if (schema['type'] === 'integer') return [{ kind: 'number', put: (id) => id }]
  return schema['format'] === 'uuid' ? [{ kind: 'uuid', put: (id) => id }] : []
}

const schemaOf = (schema: z.ZodMiniType | undefined): Json =>
  schema ? z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) : {}

function placesOf({ path, query, body }: AnyEndpoint): Place[] {
  const [wholeBody, around] = [schemaOf(body), body ? sample(schemaOf(body)) : undefined]
  const filled = path.replaceAll(/\{\w+\}/g, UNKNOWN.uuid)
  const kinds = ['uuid', 'number'] as const
  const inPath = [...path.matchAll(/\{\w+\}/g)].flatMap(({ 0: name }) =>
    kinds.map((kind): Place => ({
      kind,
      of: (id) => ({
        path: path.replace(name, String(id)).replaceAll(/\{\w+\}/g, UNKNOWN.uuid),
        query: {},
        body: around,
      }),
    })),
  )
  const asked = Object.keys((schemaOf(query)['properties'] as Json | undefined) ?? {})
  const inQuery = asked.flatMap((name) =>
    kinds.map((kind): Place => ({ kind, of: (id) => ({ path: filled, query: { [name]: id }, body: around }) })),
  )
  const inBody = leavesOf(wholeBody).map(({ kind, put }): Place => ({
    kind,
    of: (id) => ({ path: filled, query: {}, body: put(id) }),
  }))
  return [...inPath, ...inQuery, ...inBody]
}

async function ask(
  who: Client,
  { method }: AnyEndpoint,
  { path, query, body }: ReturnType<Place['of']>,
): Promise<Answer> {
  const search = new URLSearchParams(query as Record<string, string>).toString()
  const url = search === '' ? path : `${path}?${search}`
  const headers = { 'if-match': '"v1"' }
  if (method === 'GET') return who.get(url)
  if (method === 'DELETE') return who.delete(url, headers)
  return { POST: who.post, PUT: who.put, PATCH: who.patch }[method](url, body, headers)
}

/** What was said, without what differs between any two answers. */
const saidOf = ({ status, body }: Answer, id: string | number, names: RegExp) =>
  status < 300
    ? { status, tells: names.exec(JSON.stringify(body) ?? '')?.[0] }
    : { status, body: JSON.stringify({ ...body, requestId: '' }).replaceAll(String(id), 'ID') }

/** Everything of a tenant that an action could change. */
async function standing(tenantId: number): Promise<unknown[]> {
  const tables = [
    'users',
    'user_passwords',
    'role_grants',
    'group_members',
    'groups',
    'roles',
    'sites',
    'policies',
    'saved_views',
  ]
  const digests = tables.map(
    (table) =>
      sql`select ${table} as name, md5(string_agg(t::text, ',' order by t::text)) as digest from ${sql.table(table)} t where tenant_id = ${tenantId}`,
  )
  return (await sql`${sql.join(digests, sql` union all `)}`.execute(w.db)).rows
}

// Signing in and out, and what an actor does to the own session, hold no ids; an open stream does not end by itself.
const endpoints = allRoutes()
  .filter(
    (route) => !route.stream && !route.endpoint.path.startsWith('/session') && route.endpoint.path !== '/first-run',
  )
  .map(({ endpoint }) => endpoint)
const places = endpoints.flatMap((endpoint) => placesOf(endpoint).map((place) => [endpoint, place] as const))

test('routes and places are found by themselves', () => {
  expect(endpoints.length).toBeGreaterThan(80)
  expect(places.length).toBeGreaterThan(200)
})

describe.each(actors)('S26: by %s', (name, who, foreign) => {
  test('an id that is not theirs is answered as one that nobody has, wherever it stands, and nothing of others changes', async () => {
    await who.get('/session')
    const others = name === 'an administrator of another tenant' ? nordlys : harbour
    const before = await standing(others.tenantId)
    const told: unknown[] = []
    for (const [endpoint, place] of places) {
      const said = async (id: string | number) =>
        JSON.stringify(saidOf(await ask(who, endpoint, place.of(id)), id, foreign.names))
      const nobodys = () => said(UNKNOWN[place.kind])
      for (const id of foreign[place.kind]) {
        const [before, theirs] = [await nobodys(), await said(id)]
        // Where it differs, once more: what was made by the first may have stood in the way of the next.
        const after = theirs === before ? before : await nobodys()
        if (theirs !== after || /"tells"/.test(theirs))
          told.push({ route: `${endpoint.method} ${endpoint.path}`, asked: place.of(id), theirs, before, after })
      }
    }
    expect(told).toEqual([])
    expect(await standing(others.tenantId)).toEqual(before)
  })
})
