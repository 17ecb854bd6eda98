/** Changing many people at once, each by values of their own: read in one statement, written in one. */
import { sql } from 'kysely'
import type { Expression, Query, Trx } from '../../../server/database/database.ts'
import { derivedRecord, namesIn, plainColumns, plainRecord, type PlainColumns } from './columns.ts'
import { derive } from './derived.ts'
import type { WholePersonRow } from './rows.ts'

export type Held = { readonly id: number; readonly kind: string; readonly level: number | null }
export type HeldRole = { readonly id: number; readonly sites: number[] | null; readonly desks: number[] | null }
export type EditableRow = PlainColumns & {
  readonly id: string
  readonly status: WholePersonRow['status']
  readonly site_id: number
  readonly members: readonly Held[]
  readonly roles: readonly HeldRole[]
}

const WRITTEN = [...plainColumns, ...namesIn(derivedRecord)]

/** People of these ids who are there and whom the predicate, over the person `p`, lets be seen; in the order of ids. */
export async function listEditable(
  db: Query,
  tenantId: number,
  ids: readonly string[],
  sight: Expression<boolean>,
): Promise<EditableRow[]> {
  const { rows } = await sql<EditableRow>`
    select p.id, p.status, p.site_id, ${sql.raw(plainColumns.map((name) => `p.${name}`).join(', '))},
      coalesce((select json_agg(json_build_object('id', m.group_id, 'kind', g.kind, 'level', m.level) order by m.group_id)
        from group_members m join groups g on g.tenant_id = m.tenant_id and g.id = m.group_id
        where m.tenant_id = ${tenantId} and m.user_id = p.id), '[]') as members,
      coalesce((select json_agg(json_build_object('id', o.role_id, 'sites', o.site_ids, 'desks', o.desk_ids) order by o.role_id)
        from role_grants o where o.tenant_id = ${tenantId} and o.user_id = p.id), '[]') as roles
    from users p
    where p.tenant_id = ${tenantId} and p.id = any(${[...ids]}::uuid[]) and p.deleted_at is null and ${sight}
    order by p.id`.execute(db)
  return rows
}

/** Which of these people each of the predicates holds for: a set of ids for each. */
export async function whomEachHolds(
  db: Query,
  tenantId: number,
  ids: readonly string[],
  predicates: readonly Expression<boolean>[],
): Promise<Set<string>[]> {
  const { rows } = await sql<{ id: string; holds: boolean[] }>`
    select p.id, array[${sql.join(predicates.map((one) => sql`(${one})`))}]::boolean[] as holds
    from users p where p.tenant_id = ${tenantId} and p.id = any(${[...ids]}::uuid[])`.execute(db)
  return predicates.map((_one, i) => new Set(rows.filter(({ holds }) => holds[i]).map(({ id }) => id)))
}

/**
 * Has the connection plan anew whatever it keeps plans of, the triggers and foreign keys of the tables too. A plan that was
 * right while a tenant had five people reads all of them for each one whom the next thousand bring.
 */
export const forgetKeptPlans = (trx: Trx) => sql`discard plans`.execute(trx)

/** Writes these people as they are given, with what follows from it; each goes up a version. */
export async function rewritePeople(
  trx: Trx,
  tenantId: number,
  people: readonly (PlainColumns & { id: string })[],
): Promise<void> {
  const rows = JSON.stringify(people.map((person) => ({ ...person, ...derive(person) })))
  await sql`
    update users u set ${sql.raw(WRITTEN.map((name) => `${name} = r.${name}`).join(', '))}, version = u.version + 1
    from jsonb_to_recordset(${rows}::jsonb) as r (id uuid, ${sql.raw(`${plainRecord}, ${derivedRecord}`)})
    where u.tenant_id = ${tenantId} and u.id = r.id`.execute(trx)
}

export type Renamed = { readonly id: string; readonly before: string; readonly after: string }

/** Gives back sign-in names and takes others: all of the first before any of the second, so that two can change places. */
export async function renameSignIns(trx: Trx, tenantId: number, renamed: readonly Renamed[]): Promise<void> {
  if (renamed.length === 0) return
  const ids = sql`${renamed.map(({ id }) => id)}::uuid[]`
  await sql`
    delete from sign_in_names s using unnest(${ids}, ${renamed.map(({ before }) => before)}::text[]) as t (id, key), users u
    where s.tenant_id = ${tenantId} and s.user_id = t.id and s.name_key = t.key
      and u.tenant_id = ${tenantId} and u.id = t.id and u.email_key <> t.key`.execute(trx)
  await sql`
    insert into sign_in_names (tenant_id, name_key, user_id)
    select ${tenantId}, t.key, t.id
    from unnest(${ids}, ${renamed.map(({ after }) => after)}::text[]) as t (id, key)
    join users u on u.tenant_id = ${tenantId} and u.id = t.id and u.email_key <> t.key`.execute(trx)
}
