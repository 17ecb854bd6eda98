/**
 * The people of an export, each once, in the state that the database had at one moment: one statement, whose rows are read as they
 * are needed, so that no number of them fills the memory of anybody.
 */
import { sql } from 'kysely'
import { rawRows, type Expression, type Query, type Trx } from '../../../server/database/database.ts'
import { visiblePeople } from '../../roles/scope.ts'
import type { readTarget } from '../../changes/service/target.ts'
import type { Sort, SortName } from '../../users/contract/sorts.ts'
import { isOnline } from '../../presence/scope.ts'
import { matchingPeople, type Ask } from '../../users/scope.ts'
import { selects, type Selected } from './columns.ts'

export type Source = ReturnType<typeof readTarget>
/** A field of a row: a column as it is selected, what memberships are told from, or what the order follows from. */
export type Field = Selected | 'key' | 'person' | 'facets' | 'traits' | 'levels' | 'limits'

/** Beyond so many, two halves are read at once, and details of memberships are gathered of everybody, not person by person. */
const MANY = 20_000

const all = (...parts: readonly Expression<boolean>[]): Expression<boolean> =>
  sql<boolean>`${sql.join(parts, sql` and `)}`

/** Whom a target means, as a predicate over a row `p` of the view `people`: all of them may be seen and exported. */
export function exportedPeople(ask: Ask, source: Source): Expression<boolean> {
  const { actor } = ask
  const reach = [visiblePeople(actor, 'users.read'), visiblePeople(actor, 'users.export')]
  const except = 'except' in source && source.except.length > 0 ? [isNone(source.except)] : []
  switch (source.kind) {
    case 'ids':
      return all(...reach, sql<boolean>`p.id = any(${[...source.ids]}::uuid[])`)
    case 'matching':
      return all(matchingPeople(ask, source.people), ...reach, ...except)
    case 'sites':
      return all(...reach, sql<boolean>`p.site_id = any(${[...source.sites]}::int[])`, ...except)
    case 'everyone':
      return all(...reach, ...except)
    case 'job':
    case 'staged':
      throw new Error('The people of a job or of a file are planned for, and not exported.')
  }
}
const isNone = (ids: readonly string[]) => sql<boolean>`p.id <> all(${[...ids]}::uuid[])`

/** One state of the database for all that is read in it. */
export const inOneState = <T>(db: Query, work: (trx: Trx) => Promise<T>): Promise<T> =>
  db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work)

/** A statement in the state that another transaction sees, on a connection of its own: PostgreSQL works on both at once. */
async function* readBeside(db: Query, state: string, statement: Expression<unknown>): AsyncGenerator<Buffer> {
  const trx = await db.startTransaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute()
  try {
    await sql`set transaction snapshot ${sql.lit(state)}`.execute(trx)
    yield* readAlone(trx, statement)
  } finally {
    await trx.rollback().execute()
  }
}

/** Without further processes of PostgreSQL, each of which would gather the details of everybody for itself. */
async function* readAlone(trx: Trx, statement: Expression<unknown>): AsyncGenerator<Buffer> {
  await sql`select set_config('max_parallel_workers_per_gather', '0', true), set_config('datestyle', 'ISO', true)`.execute(
    trx,
  )
  yield* rawRows(trx, statement)
}

export async function countExported(trx: Trx, where: Expression<boolean>): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from people p where ${where}`.execute(trx)
  return rows[0]!.count
}

export type Reading = {
  readonly ask: Ask
  readonly where: Expression<boolean>
  readonly columns: readonly Selected[]
  readonly sort: Sort
  /** How many there are. */
  readonly people: number
  /** Beyond so many they are read as two halves at once; 20,000 unless told. */
  readonly many?: number | undefined
}

/** Their rows for a `RowReader`: the fields of each, and one reading or several at once, each in order by itself (`key`, `person`). */
export type Exported = { readonly fields: readonly Field[]; readonly readings: readonly AsyncGenerator<Buffer>[] }

export async function readExported(db: Query, trx: Trx, reading: Reading): Promise<Exported> {
  const chosen = fieldsOf(reading)
  const fields = chosen.map(([field]) => field)
  if (reading.people <= (reading.many ?? MANY))
    return { fields, readings: [readAlone(trx, statement(reading, chosen, EVERYBODY))] }
  const { rows } = await sql<{ state: string; middle: string }>`
    select pg_export_snapshot() as state,
      (select p.id from people p where ${reading.where} order by p.id offset ${reading.people >> 1} limit 1) as middle`.execute(
    trx,
  )
  const { state, middle } = rows[0]!
  const early: Range = (id) => sql<boolean>`${id} < ${middle}::uuid`
  const late: Range = (id) => sql<boolean>`${id} >= ${middle}::uuid`
  return {
    fields,
    readings: [
      readAlone(trx, statement(reading, chosen, early)),
      readBeside(db, state, statement(reading, chosen, late)),
    ],
  }
}

type Id = Expression<unknown>
/** Whose ids these are. */
type Range = (id: Id) => Expression<boolean>
const EVERYBODY: Range = () => sql<boolean>`true`

type Chosen = readonly [Field, Expression<unknown>]

function fieldsOf({ ask, columns, sort }: Reading): Chosen[] {
  const known = columns.flatMap((name): Chosen[] => {
    const column = name === 'availability' ? online(ask) : selects[name]
    return column === null ? [] : [[name, column]]
  })
  return [
    ['key', orders[sort.by](ask)],
    ['person', sql`p.id`],
    ...known,
    ['facets', sql`p.facets`],
    ['traits', sql`p.traits`],
    ...(columns.includes('skills') ? [['levels', sql`detailed.levels`] as const] : []),
    ...(columns.includes('roles') ? [['limits', sql`limited.limits`] as const] : []),
  ]
}

const online = ({ actor, now }: Ask) => sql`case when ${isOnline(actor.tenantId, now)} then 'online' else 'offline' end`

function statement(
  { ask, where, columns, sort, people, many = MANY }: Reading,
  fields: readonly Chosen[],
  range: Range,
) {
  const { tenantId } = ask.actor
  const needs = (name: Selected) => columns.includes(name)
  const details = { many: people > many, range }
  const direction = sort.descending ? sql`desc` : sql`asc`
  return sql`
    select ${sql.join(fields.map(([, value]) => value))}
    from people p join users u on u.tenant_id = ${tenantId} and u.id = p.id and ${range(sql`u.id`)}
    ${needs('lastSignIn') || sort.by === 'lastSignIn' ? sql`left join user_sign_ins l on l.tenant_id = ${tenantId} and l.user_id = p.id` : sql``}
    ${needs('callsHandled') || sort.by === 'callsHandled' ? sql`left join recent_calls c on c.tenant_id = ${tenantId} and c.user_id = p.id` : sql``}
    ${needs('skills') ? joined(sql`detailed`, details, levels(tenantId)) : sql``}
    ${needs('roles') ? joined(sql`limited`, details, limits(tenantId)) : sql``}
    where ${where} and ${range(sql`p.id`)}
    order by ${orders[sort.by](ask)} ${direction} nulls last, p.id ${direction}`
}

/** What the numbers of the directory do not say of memberships: levels of skills, and how far a role reaches. */
type Detail = { readonly of: Expression<unknown>; readonly says: Expression<unknown> }
const levels = (tenantId: number): Detail => ({
  of: sql`group_members m where m.tenant_id = ${tenantId} and m.level is not null`,
  says: sql`array_agg(m.group_id * 8 + m.level) as levels`,
})
const limits = (tenantId: number): Detail => ({
  of: sql`role_grants m where m.tenant_id = ${tenantId} and (m.site_ids is not null or m.desk_ids is not null)`,
  says: sql`string_agg(m.role_id || ':' || coalesce(array_to_string(m.site_ids, ','), '') || ':' || coalesce(array_to_string(m.desk_ids, ','), ''), ';') as limits`,
})

const joined = (name: Expression<unknown>, { many, range }: { many: boolean; range: Range }, { of, says }: Detail) =>
  many
    ? sql`left join (select m.user_id, ${says} from ${of} and ${range(sql`m.user_id`)} group by m.user_id) ${name} on ${name}.user_id = p.id`
    : sql`left join lateral (select ${says} from ${of} and m.user_id = p.id) ${name} on true`

/** As the list sorts, in texts that are in order by their bytes; who has no value stands last. */
const orders: { readonly [N in SortName]: (ask: Ask) => Expression<unknown> } = {
  name: () => sql`u.name_key`,
  email: () => sql`u.email_key`,
  username: () => sql`u.username_key`,
  status: () => sql`p.status collate "C"`,
  availability: ({ actor, now }) => sql`case when ${isOnline(actor.tenantId, now)} then '0' else '1' end collate "C"`,
  site: ({ actor }) => sql`(select s.name_key from sites s where s.tenant_id = ${actor.tenantId} and s.id = p.site_id)`,
  extension: () => sql`u.extension_key`,
  lastSignIn: () => sql`to_char(l.last_at at time zone 'UTC', 'YYYYMMDDHH24MISSUS') collate "C"`,
  callsHandled: () => sql`lpad(c.handled::text, 20, '0') collate "C"`,
  created: () => sql`p.id::text collate "C"`,
}
