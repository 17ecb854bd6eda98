/**
 * The people of an export, each once, in the state that the database had at one moment: a cursor over one statement, so
 * that no number of them fills the memory of anybody.
 */
import { sql } from 'kysely'
import type { Expression, Query, Trx } from '../../../server/database/database.ts'
import { visiblePeople } from '../../roles/scope.ts'
import type { readTarget } from '../../changes/service/target.ts'
import type { Sort, SortName } from '../../users/contract/sorts.ts'
import { isOnline } from '../../presence/scope.ts'
import { matchingPeople, type Ask } from '../../users/scope.ts'
import { selects, type Selected } from './columns.ts'

export type Source = ReturnType<typeof readTarget>
export type RawPerson = { readonly id: string; readonly facets: string; readonly traits: string } & {
  readonly [column: string]: unknown
}

/** People that one reading of the cursor brings: few, so that what is made of them goes before it grows old in memory. */
const AT_A_TIME = 200
/** Beyond so many, details of memberships are gathered of everybody at once and not person by person. */
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
  db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      // All of it will be read: the plan that is done first, and not the one that begins first.
      await sql`select set_config('cursor_tuple_fraction', '1', true)`.execute(trx)
      return work(trx)
    })

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
}

/** Their rows in order, some at a time. */
export async function* readExported(trx: Trx, reading: Reading): AsyncGenerator<readonly RawPerson[]> {
  await sql`declare exported no scroll cursor for ${statement(reading)}`.execute(trx)
  const next = () => sql<RawPerson>`fetch forward ${sql.lit(AT_A_TIME)} from exported`.execute(trx)
  // The next ones are on their way while these are written.
  let coming = next()
  for (;;) {
    const { rows } = await coming
    if (rows.length === 0) return
    coming = next()
    // Whoever leaves early does not wait for them, nor for their failure.
    coming.catch(() => undefined)
    yield rows
  }
}

function statement({ ask, where, columns, sort, people }: Reading): Expression<unknown> {
  const { tenantId } = ask.actor
  const needs = (name: Selected) => columns.includes(name)
  const many = people > MANY
  const chosen = columns.flatMap((name) => {
    const column = selects[name]
    return column === null ? [] : [sql`${column} as ${sql.ref(name)}`]
  })
  return sql`
    select ${sql.join([
      ...[sql`p.id`, sql`p.facets::text as facets`, sql`p.traits::text as traits`],
      ...chosen,
      ...(needs('availability') ? [sql`${isOnline(tenantId, ask.now)} as availability`] : []),
      ...(needs('skills') ? [sql`detailed.levels`] : []),
      ...(needs('roles') ? [sql`limited.limits`] : []),
    ])}
    from people p join users u on u.tenant_id = ${tenantId} and u.id = p.id
    ${needs('lastSignIn') || sort.by === 'lastSignIn' ? sql`left join user_sign_ins l on l.tenant_id = ${tenantId} and l.user_id = p.id` : sql``}
    ${needs('callsHandled') || sort.by === 'callsHandled' ? sql`left join recent_calls c on c.tenant_id = ${tenantId} and c.user_id = p.id` : sql``}
    ${needs('skills') ? joined(sql`detailed`, many, levels(tenantId)) : sql``}
    ${needs('roles') ? joined(sql`limited`, many, limits(tenantId)) : sql``}
    where ${where}
    order by ${orders[sort.by](ask)} ${sort.descending ? sql`desc` : sql`asc`} nulls last, p.id ${sort.descending ? sql`desc` : sql`asc`}`
}

/** What the numbers of the directory do not say of memberships: levels of skills, and how far a role reaches. */
type Detail = { readonly of: Expression<unknown>; readonly says: Expression<unknown> }
const levels = (tenantId: number): Detail => ({
  of: sql`group_members m where m.tenant_id = ${tenantId} and m.level is not null`,
  says: sql`array_agg(m.group_id * 8 + m.level)::text as levels`,
})
const limits = (tenantId: number): Detail => ({
  of: sql`role_grants m where m.tenant_id = ${tenantId} and (m.site_ids is not null or m.desk_ids is not null)`,
  says: sql`string_agg(m.role_id || ':' || coalesce(array_to_string(m.site_ids, ','), '') || ':' || coalesce(array_to_string(m.desk_ids, ','), ''), ';') as limits`,
})

const joined = (name: Expression<unknown>, many: boolean, { of, says }: Detail) =>
  many
    ? sql`left join (select m.user_id, ${says} from ${of} group by m.user_id) ${name} on ${name}.user_id = p.id`
    : sql`left join lateral (select ${says} from ${of} and m.user_id = p.id) ${name} on true`

/** As the list sorts; who has no value stands last. */
const orders: { readonly [N in SortName]: (ask: Ask) => Expression<unknown> } = {
  name: () => sql`u.name_key`,
  email: () => sql`u.email_key`,
  username: () => sql`u.username_key`,
  status: () => sql`p.status`,
  availability: ({ actor, now }) => sql`not ${isOnline(actor.tenantId, now)}`,
  site: ({ actor }) => sql`(select s.name_key from sites s where s.tenant_id = ${actor.tenantId} and s.id = p.site_id)`,
  extension: () => sql`u.extension_key`,
  lastSignIn: () => sql`l.last_at`,
  callsHandled: () => sql`c.handled`,
  created: () => sql`p.id`,
}
