/** What a check found, as it is kept with the draft and shown: counts, problems that rows share, unknown groups. */
import { sortKey } from '../../../contract/text.ts'
import type { Context } from '../../../server/context.ts'
import { groupFields } from '../../users/fields/catalogue.ts'
import type { ImportWarning, RowProblem } from '../contract.ts'
import { MOST_TOLD, type Draft, type DraftCounts } from '../contract/drafts.ts'
import type { Table } from '../reading/table.ts'
import { selectNearGroups } from '../sql/names.ts'
import type { Checked } from './check.ts'
import { notesOf, warningsOf } from './warnings.ts'

export type Findings = Pick<
  Draft,
  'format' | 'columns' | 'counts' | 'problems' | 'warnings' | 'warningCount' | 'groups'
>

export async function findingsOf(ctx: Context, table: Table, checked: Checked): Promise<Findings> {
  const { roster, problems } = checked
  const warnings = warningsFrom(checked)
  return {
    format: roster.format,
    columns: roster.columns.map((column) => ({ ...column, fields: [...column.fields], samples: [...column.samples] })),
    counts: countsOf(table, checked),
    problems: inCommon(problems),
    warnings: warnings.slice(0, MOST_TOLD),
    warningCount: warnings.length,
    groups: await unknownGroups(ctx, checked),
  }
}

export function countsOf({ rows }: Table, { outcomes }: Checked): DraftCounts {
  const of = (outcome: string) => outcomes.filter((one) => one.outcome === outcome).length
  return {
    rows: rows.length,
    create: of('create'),
    change: of('change'),
    same: of('same'),
    refused: of('refused'),
    leftOut: rows.length - outcomes.length,
  }
}

export const warningsFrom = ({ roster, names, good, isNew }: Checked): ImportWarning[] => [
  ...roster.notes.map((message) => ({ line: null, code: 'file', message })),
  ...warningsOf(names.leftOut(good, isNew), roster.rows[0]?.columnOf ?? {}, names.site?.name),
  ...notesOf(good),
]

/** The same fault of the same column, once, with the number of rows; what most rows have comes first. */
function inCommon(problems: readonly RowProblem[]): Draft['problems'] {
  const common = new Map<string, Draft['problems'][number]>()
  for (const { column, field, code, message } of problems) {
    const key = `${field} ${code}`
    const known = common.get(key) ?? { column, field, code, message, rows: 0 }
    known.rows += 1
    common.set(key, known)
  }
  return [...common.values()].sort((a, b) => b.rows - a.rows).slice(0, MOST_TOLD)
}

async function unknownGroups(ctx: Context, { names, good }: Checked): Promise<Draft['groups']> {
  const unknown = names
    .unknownGroups(good)
    .sort((a, b) => b.rows - a.rows)
    .slice(0, MOST_TOLD)
  const asked = unknown.map(({ field, name }) => ({ kind: groupFields[field], key: sortKey(name) }))
  const near = await selectNearGroups(ctx.db, ctx.actor.tenantId, asked)
  return unknown.map(({ field, name, rows }) => {
    const like = near.find(({ kind, key }) => kind === groupFields[field] && key === sortKey(name))
    return { field, name, rows, near: like ? { id: like.id, name: like.name } : null }
  })
}
