/** What a mended row touches: rows that take what it takes, and what is said of the whole file. */
import { sql } from 'kysely'
import type { Query } from '../../../server/database/database.ts'
import type { RowProblem } from '../contract.ts'
import type { Adds } from '../service/wish.ts'
import type { CellRow } from './drafts.ts'

type Of = { readonly tenant_id: number; readonly number: number }

/** The first rows of the file. */
export async function listFirstRows(db: Query, { tenant_id, number }: Of, limit: number): Promise<CellRow[]> {
  const { rows } = await sql<CellRow>`
    select line, cells, surplus, left_out from import_rows where tenant_id = ${tenant_id} and import = ${number}
    order by line limit ${limit}`.execute(db)
  return rows
}

export type Takes = { line: number; takes: string[] | null }

/** What these lines took when they were checked last; null before that was kept. A line that is left out has no entry. */
export async function listTakes(db: Query, { tenant_id, number }: Of, lines: readonly number[]): Promise<Takes[]> {
  const { rows } = await sql<Takes>`
    select line, takes from import_outcomes
    where tenant_id = ${tenant_id} and import = ${number} and line = any(${[...lines]}::int[])`.execute(db)
  return rows
}

/** Other lines that take one of these keys, and those of which that is not known. */
export async function listTakers(
  db: Query,
  { tenant_id, number }: Of,
  { keys, but }: { readonly keys: readonly string[]; readonly but: readonly number[] },
): Promise<Takes[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<Takes>`
    select line, takes from import_outcomes
    where tenant_id = ${tenant_id} and import = ${number} and (takes && ${[...keys]}::text[] or takes is null)
      and line <> all(${[...but]}::int[])`.execute(db)
  return rows
}

export type Tally = { rows: number; create: number; change: number; same: number; refused: number }

/** How many rows the file has, and what would come of them. */
export async function countRows(db: Query, { tenant_id, number }: Of): Promise<Tally> {
  const { rows } = await sql<Tally>`
    select (select count(*) from import_rows where tenant_id = ${tenant_id} and import = ${number})::int as rows,
      count(*) filter (where outcome = 0)::int as create, count(*) filter (where outcome = 1)::int as change,
      count(*) filter (where outcome = 2)::int as same, count(*) filter (where outcome = 3)::int as refused
    from import_outcomes where tenant_id = ${tenant_id} and import = ${number}`.execute(db)
  return rows[0]!
}

export type SaidRow = {
  line: number
  formed: boolean
  notes: string[] | null
  problems: RowProblem[] | null
  adds: Adds | null
}

/** The rows of which there is something to say, in the order of the file. */
export async function listSaid(db: Query, { tenant_id, number }: Of): Promise<SaidRow[]> {
  const { rows } = await sql<SaidRow>`
    select line, formed, notes, problems, adds from import_outcomes
    where tenant_id = ${tenant_id} and import = ${number} and (problems is not null or notes is not null or adds is not null)
    order by line`.execute(db)
  return rows
}

/** Rows of which nothing came though they are not left out: they are nobody. */
export async function listNobodies(db: Query, { tenant_id, number }: Of): Promise<CellRow[]> {
  const { rows } = await sql<CellRow>`
    select r.line, r.cells, r.surplus, r.left_out from import_rows r
    where r.tenant_id = ${tenant_id} and r.import = ${number} and not r.left_out and not exists (
      select from import_outcomes o where o.tenant_id = r.tenant_id and o.import = r.import and o.line = r.line)
    order by r.line`.execute(db)
  return rows
}
