/** What a check found, as it is kept with the draft and shown: counts, problems that rows share, unknown groups. */
import { sortKey } from '../../../contract/text.ts'
import type { Context } from '../../../server/context.ts'
import { groupFields, type GroupField } from '../../users/fields/catalogue.ts'
import type { ImportOptions, ImportWarning } from '../contract.ts'
import { MOST_TOLD, type Draft, type DraftCounts } from '../contract/drafts.ts'
import type { Column } from '../reading/columns.ts'
import type { Roster } from '../reading/stage.ts'
import { selectNearGroups } from '../sql/names.ts'
import type { Names } from './names.ts'
import { leftOutIn, notesOf, warningsOf } from './warnings.ts'
import type { Outcome, Said } from './wish.ts'

export type Findings = Pick<
  Draft,
  'format' | 'columns' | 'counts' | 'problems' | 'warnings' | 'warningCount' | 'groups'
>

/** A file that was checked, all of it or what was mended, as far as its findings go. */
export type Found = Pick<Roster, 'format' | 'columns' | 'notes' | 'columnOf'> & {
  readonly names: Pick<Names, 'site' | 'stays' | 'nearSite'>
  readonly counts: DraftCounts
  /** At least every row of which there is something to say, in the order of their lines. */
  readonly rows: readonly Said[]
  readonly options: ImportOptions
  /** The unknown groups as they were found before, which need not be looked for again. */
  readonly before?: Draft['groups']
}

export async function findingsOf(ctx: Context, found: Found): Promise<Findings> {
  const warnings = warningsFrom(found)
  return {
    format: found.format,
    columns: found.columns.map(copied),
    counts: found.counts,
    problems: inCommon(found.rows),
    warnings: warnings.slice(0, MOST_TOLD),
    warningCount: warnings.length,
    groups: await unknownGroups(ctx, found),
  }
}

const copied = (column: Column): Draft['columns'][number] => ({
  ...column,
  fields: [...column.fields],
  samples: [...column.samples],
})

/** @param rows how many the file has */
export function countsOf(rows: number, outcomes: readonly Pick<Outcome, 'outcome'>[]): DraftCounts {
  const of = (outcome: string) => outcomes.filter((one) => one.outcome === outcome).length
  return {
    rows,
    create: of('create'),
    change: of('change'),
    same: of('same'),
    refused: of('refused'),
    leftOut: rows - outcomes.length,
  }
}

export const warningsFrom = ({
  notes,
  names,
  columnOf,
  options,
  rows,
}: Pick<Found, 'notes' | 'names' | 'columnOf' | 'options' | 'rows'>): ImportWarning[] => [
  ...notes.map((message) => ({ line: null, code: 'file', message })),
  ...warningsOf(leftOutIn(rows, options.createGroups === true), columnOf, names),
  ...notesOf(rows),
]

/** The same fault of the same column, once, with the number of rows; what most rows have comes first. */
function inCommon(rows: readonly Said[]): Draft['problems'] {
  const common = new Map<string, Draft['problems'][number]>()
  for (const { column, field, code, message } of rows.flatMap(({ problems = [] }) => problems)) {
    const key = `${field} ${code}`
    const known = common.get(key) ?? { column, field, code, message, rows: 0 }
    known.rows += 1
    common.set(key, known)
  }
  return [...common.values()].sort((a, b) => b.rows - a.rows).slice(0, MOST_TOLD)
}

function siteLike(names: Found['names'], name: string): { id: number; name: string } | null {
  const site = names.nearSite(name)
  return site ? { id: site.id, name: site.name } : null
}

type UnknownName = { readonly field: GroupField | 'site'; readonly name: string; rows: number }
const keyOf = ({ field, name }: Pick<UnknownName, 'field' | 'name'>) => `${field} ${sortKey(name)}`

/** The names of groups and sites that are not there, each once, with the number of rows that have it. */
function unknownNames(rows: readonly Said[]): UnknownName[] {
  const unknown = new Map<string, UnknownName>()
  for (const [what, field, name] of rows.flatMap(({ adds }) => adds?.absent ?? [])) {
    if (what === 'archived') continue
    const known = unknown.get(keyOf({ field, name })) ?? { field, name, rows: 0 }
    known.rows += 1
    unknown.set(keyOf({ field, name }), known)
  }
  return [...unknown.values()]
}

async function unknownGroups(ctx: Context, { rows, names, before = [] }: Found): Promise<Draft['groups']> {
  const unknown = unknownNames(rows)
    .sort((a, b) => b.rows - a.rows)
    .slice(0, MOST_TOLD)
  const known = new Map(before.map((one) => [keyOf(one), one.near]))
  const asked = unknown
    .filter((one) => !known.has(keyOf(one)))
    .flatMap(({ field, name }) => (field === 'site' ? [] : [{ kind: groupFields[field], key: sortKey(name) }]))
  const near = await selectNearGroups(ctx.db, ctx.actor.tenantId, asked)
  return unknown.map(({ field, name, rows: count }) => {
    if (field === 'site') return { field, name, rows: count, near: siteLike(names, name) }
    const like = near.find(({ kind, key }) => kind === groupFields[field] && key === sortKey(name))
    const found = like ? { id: like.id, name: like.name } : null
    return { field, name, rows: count, near: known.get(keyOf({ field, name })) ?? found }
  })
}
