/** The rows of a draft: looked at, mended, downloaded. */
import { invalidAt } from '../../../contract/problem.ts'
import type { Context } from '../../../server/context.ts'
import { csvLine } from '../../changes/service/csv.ts'
import type { Draft, DraftRow } from '../contract/drafts.ts'
import { rowOutcomes } from '../contract/drafts.ts'
import { listCells, updateRows, type ImportRow, type Mended } from '../sql/drafts.ts'
import { listShownRows, type Problem, type ShownRow } from '../sql/outcomes.ts'
import { changeRows, demandDraft } from './drafts.ts'
import type { Findings } from './findings.ts'

type ProblemQuery = { field?: string | undefined; code?: string | undefined }
type RowsQuery = ProblemQuery & {
  only?: 'problems' | 'left-out' | undefined
  limit?: string | undefined
  after?: string | undefined
}

export async function listRows(
  ctx: Context,
  id: string,
  { only, limit = '50', after = '0', ...of }: RowsQuery,
): Promise<{ items: DraftRow[]; next: string | null }> {
  const draft = await demandDraft(ctx, id)
  const most = Number(limit)
  const problem = problemOf(of)
  if (problem && only !== 'problems')
    throw invalidAt('query:only', 'required', 'A problem is looked for among the rows with problems: only=problems.')
  const asked = { only: only ?? null, after: Number(after), limit: most + 1, problem }
  const found = await listShownRows(ctx.db, draft, asked)
  const page = found.slice(0, most)
  const items = page.map((row) => shownRow(draft.findings as Findings, row))
  return { items, next: found.length > most ? String(page.at(-1)!.line) : null }
}

/** One kind of problem, of which a check counted how many rows have it; both words are needed to name it. */
function problemOf({ field, code }: ProblemQuery): Problem | undefined {
  if (field === undefined && code === undefined) return undefined
  if (field === undefined || code === undefined)
    throw invalidAt('query:field', 'required', 'A problem is named by `field` and `code` together.')
  return { field, code }
}

function shownRow({ columns }: Pick<Findings, 'columns'>, row: ShownRow): DraftRow {
  const columnOf = (heading: string, field: string) =>
    columns.find((one) => one.heading === heading && one.fields.includes(field))?.column ??
    columns.find((one) => one.fate === 'read' && one.fields.includes(field))?.column ??
    null
  return {
    line: row.line,
    cells: row.cells,
    leftOut: row.left_out,
    outcome: row.outcome === null ? null : rowOutcomes[row.outcome]!,
    name: row.name,
    problems: (row.problems ?? []).map(({ column, field, code, message }) => ({
      ...{ column: columnOf(column, field), heading: column, field, code, message },
    })),
  }
}

type Mend = {
  readonly line: number
  readonly cells?: Readonly<Record<string, string>> | undefined
  readonly leftOut?: boolean | undefined
}

/** Writes cells and marks of rows, and answers how these rows stand after the check. */
export async function mendRows(
  ctx: Context,
  id: string,
  version: number,
  mends: readonly Mend[],
): Promise<{ draft: Draft; rows: DraftRow[] }> {
  const lines = mends.map(({ line }) => line)
  const { draft, row } = await changeRows(ctx, id, { version, lines }, async (trx, before) => {
    const kept = new Map((await listCells(trx, before, lines)).map((one) => [one.line, one]))
    const mended = mends.map((mend, i): Mended => {
      const there = kept.get(mend.line)
      if (!there) throw invalidAt(`#/rows/${i}/line`, 'unknown', `The file has no row at line ${mend.line}.`)
      return {
        line: mend.line,
        cells: mend.cells ? withCells(before, there.cells, mend.cells, i) : null,
        left_out: mend.leftOut ?? null,
      }
    })
    await updateRows(trx, before, mended)
  })
  const shown = await listShownRows(ctx.db, row, { only: null, after: 0, limit: lines.length, lines })
  return { draft, rows: shown.map((one) => shownRow(draft, one)) }
}

function withCells(
  { findings }: ImportRow,
  cells: readonly string[],
  mended: Readonly<Record<string, string>>,
  i: number,
): string[] {
  const { columns } = findings as Findings
  const after = columns.map((_column, cell) => cells[cell] ?? '')
  for (const [number, text] of Object.entries(mended)) {
    const column = columns[Number(number) - 1]
    if (!column) throw invalidAt(`#/rows/${i}/cells/${number}`, 'unknown', `The file has no column ${number}.`)
    if (column.fate === 'secret')
      throw invalidAt(`#/rows/${i}/cells/${number}`, 'secret', `Column ${number} holds secrets, which are never kept.`)
    after[Number(number) - 1] = text
  }
  return after
}

const CHUNK = 2000

/** The rows with problems, or with one of them, as they stand, under the headings of the file, with the reasons at the end. */
export async function downloadProblems(ctx: Context, id: string, of: ProblemQuery): Promise<AsyncIterable<string>> {
  const draft = await demandDraft(ctx, id)
  const problem = problemOf(of)
  const { columns } = draft.findings as Findings
  // What is never read is not in the file that comes back either.
  const shown = columns.filter(({ fate }) => fate !== 'secret')
  return (async function* () {
    yield `\ufeff${csvLine([...shown.map(({ heading }) => heading), 'Problem'])}`
    let after = 0
    for (let more = true; more;) {
      const rows = await listShownRows(ctx.db, draft, { only: 'problems', after, limit: CHUNK, problem })
      yield rows
        .map((row) => csvLine([...shown.map(({ column }) => row.cells[column - 1] ?? ''), reasonsOf(row)]))
        .join('')
      more = rows.length === CHUNK
      after = rows.at(-1)?.line ?? after
    }
  })()
}

const reasonsOf = ({ problems }: ShownRow): string =>
  (problems ?? []).map(({ column, message }) => (column === '' ? message : `${column}: ${message}`)).join(' ')
