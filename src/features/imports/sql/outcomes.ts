/** What would come of each row, as the last check found it. */
import { sql } from 'kysely'
import type { Expression, Query, Trx } from '../../../server/database/database.ts'
import { rowOutcomes } from '../contract/drafts.ts'
import type { RowProblem } from '../contract.ts'
import type { Outcome, Wish } from '../service/wish.ts'

type Of = { readonly tenant_id: number; readonly number: number }
/** Rows in one statement. */
const WRITTEN = 5000
const numberOf = (outcome: Outcome['outcome']) => rowOutcomes.indexOf(outcome)

/** Puts what a check found in the place of what the last one did: of every row, or of some lines. */
export async function replaceOutcomes(
  trx: Trx,
  { tenant_id, number }: Of,
  outcomes: readonly Outcome[],
  lines?: readonly number[],
): Promise<void> {
  const those = lines ? sql`line = any(${[...lines]}::int[])` : sql`true`
  await sql`delete from import_outcomes where tenant_id = ${tenant_id} and import = ${number} and ${those}`.execute(trx)
  for (let from = 0; from < outcomes.length; from += WRITTEN) {
    const rows = outcomes.slice(from, from + WRITTEN).map((one) => ({
      ...{ line: one.line, user_id: one.userId, outcome: numberOf(one.outcome), wish: one.wish ?? null },
      ...{ problems: one.problems ?? null, name: one.name, username: one.username ?? null },
      notes: one.notes.length > 0 ? one.notes : null,
      ...{ takes: one.takes, formed: one.formed, adds: one.adds ?? null },
    }))
    await sql`
      insert into import_outcomes
        (tenant_id, import, line, user_id, outcome, wish, problems, notes, name, username, takes, formed, adds)
      select ${tenant_id}::int, ${number}::int, line, user_id, outcome, wish, problems, notes, name, username, takes, formed, adds
      from json_to_recordset(${JSON.stringify(rows)}) as r
        (line int, user_id uuid, outcome smallint, wish jsonb, problems jsonb, notes jsonb, name text, username text,
          takes text[], formed boolean, adds jsonb)`.execute(trx)
  }
}

/** Whom a plan is about, and what it says of them: rows of `user_id` and `judgement`. */
export const plannedPeople = ({ tenant_id, number }: Of): Expression<unknown> => sql`
  select user_id, case outcome when 2 then 'already' when 3 then 'row-problem' end as judgement
  from import_outcomes where tenant_id = ${tenant_id} and import = ${number}`

/** Those of a set whom a row says to be active no more. */
export const deactivatedBy = ({ tenant_id, number }: Of, ids: Expression<unknown>): Expression<unknown> => sql`(
  select user_id from import_outcomes where tenant_id = ${tenant_id} and import = ${number} and user_id in ${ids}
    and wish #> '{wanted,active}' = 'false'::jsonb)`

/** The roles that rows give to those of a set who are there: rows of `user_id` and `roles`. */
export const rolesGivenBy = ({ tenant_id, number }: Of, ids: Expression<unknown>): Expression<unknown> => sql`(
  select user_id, wish #> '{wanted,roles}' as roles from import_outcomes
  where tenant_id = ${tenant_id} and import = ${number} and user_id in ${ids} and wish #> '{wanted,roles}' is not null)`

/** Whoever is in one of two sets of people, or in both. */
export const eitherOf = (one: Expression<unknown>, other: Expression<unknown>): Expression<unknown> =>
  sql`(select user_id from ${one} one union select user_id from ${other} other)`

export type WishRow = { userId: string; outcome: number; wish: Wish | null }
export async function selectWishes(trx: Trx, { tenant_id, number }: Of, ids: readonly string[]): Promise<WishRow[]> {
  const { rows } = await sql<WishRow>`
    select user_id as "userId", outcome, wish from import_outcomes
    where tenant_id = ${tenant_id} and import = ${number} and user_id = any(${[...ids]}::uuid[]) order by line`.execute(
    trx,
  )
  return rows
}

export type NameRow = { userId: string; name: string; username: string | null }
export async function selectNames(db: Query, { tenant_id, number }: Of, ids: readonly string[]): Promise<NameRow[]> {
  const { rows } = await sql<NameRow>`
    select user_id as "userId", name, username from import_outcomes
    where tenant_id = ${tenant_id} and import = ${number} and user_id = any(${[...ids]}::uuid[])`.execute(db)
  return rows
}

export type ShownRow = {
  line: number
  cells: string[]
  left_out: boolean
  outcome: number | null
  name: string | null
  problems: RowProblem[] | null
}
export type Problem = { readonly field: string; readonly code: string }
export type RowsAsked = {
  only: 'problems' | 'left-out' | null
  after: number
  limit: number
  lines?: readonly number[]
  /** Those with this problem alone. */
  problem?: Problem | undefined
}

/** Rows with what was found of them, in the order of the file. */
export async function listShownRows(
  db: Query,
  { tenant_id, number }: Of,
  { only, after, limit, lines, problem }: RowsAsked,
): Promise<ShownRow[]> {
  const such = problem ? sql`problems @> ${JSON.stringify([problem])}::jsonb` : sql`true`
  const wanted =
    only === 'problems'
      ? sql`r.line in (select line from import_outcomes where tenant_id = ${tenant_id} and import = ${number} and outcome = 3 and line > ${after} and ${such} order by line limit ${limit})`
      : only === 'left-out'
        ? sql`r.left_out`
        : sql`true`
  const { rows } = await sql<ShownRow>`
    select r.line, r.cells, r.left_out, o.outcome, o.name, o.problems
    from import_rows r
    left join import_outcomes o on o.tenant_id = r.tenant_id and o.import = r.import and o.line = r.line
    where r.tenant_id = ${tenant_id} and r.import = ${number} and r.line > ${after} and ${wanted}
      and ${lines ? sql`r.line = any(${[...lines]}::int[])` : sql`true`}
    order by r.line limit ${limit}`.execute(db)
  return rows
}
