/** Drafts: made of a file, mended, checked again at each change, planned (BULK-6). */
import { createHash } from 'node:crypto'
import { isUuid, newId } from '../../../contract/ids.ts'
import { changedMeanwhile, notFound, ProblemError } from '../../../contract/problem.ts'
import { transaction, type Context } from '../../../server/context.ts'
import type { Trx } from '../../../server/database/database.ts'
import type { Plan } from '../../changes/contract/plans.ts'
import type { Catalogue } from '../../changes/service/action.ts'
import { stateOfPlan } from '../../changes/service/show.ts'
import { makePlan } from '../../changes/service/plan.ts'
import type { ImportOptions } from '../contract.ts'
import { importRan, rowsRefused, type Draft, type DraftSummary } from '../contract/drafts.ts'
import type { ImportParams } from '../contract/action.ts'
import { readTable } from '../reading/read-table.ts'
import type { Table } from '../reading/table.ts'
import * as statements from '../sql/drafts.ts'
import { findMatch, putMatch } from '../sql/matches.ts'
import { replaceOutcomes } from '../sql/outcomes.ts'
import { checkTable, type Checked } from './check.ts'
import { checkMended } from './check-mended.ts'
import { countsOf, findingsOf, type Findings } from './findings.ts'
import { importRowsAction } from './treat.ts'

const DAY = 86_400_000
/** A check is good for so long that planning needs no other one. */
const FRESH = 60_000
/** Rows in one statement. */
const WRITTEN = 5000

const keptUntil = ({ clock }: Context) => new Date(clock.now().getTime() + DAY)

/** Headings are hashed: they are kept longer than the file. */
const hashOf = ({ header }: Table) =>
  createHash('sha256')
    .update(JSON.stringify(header.map((heading) => heading.trim().toLowerCase())))
    .digest('hex')

/**
 * Reads a file, checks every row, and keeps both; changes nobody.
 * @throws unreadableFile, unknownColumns, tooLarge, invalidRequest, holdsMore
 */
export async function createDraft(
  ctx: Context,
  file: Uint8Array,
  { name = '', ...given }: ImportOptions & { name?: string | undefined },
  onProgress?: (done: number, of: number) => void,
): Promise<Draft> {
  const table = await readTable(file)
  const found = await checkAsBefore(ctx, table, given, onProgress)
  return shownDraft(ctx, await keepDraft(ctx, table, { name, ...found }))
}

type Found = { readonly name: string; readonly options: ImportOptions; readonly checked: Checked }

/** Keeps a file that was checked. */
export async function keepDraft(
  ctx: Context,
  table: Table,
  { name, options, checked }: Found,
): Promise<statements.ImportRow> {
  return transaction(ctx, async (trx) => {
    const inside = { ...ctx, db: trx }
    const inserted = await statements.insertImport(trx, await newRow(inside, name, table, options, checked))
    for (let from = 0; from < table.rows.length; from += WRITTEN) {
      const some = table.rows.slice(from, from + WRITTEN)
      const cells = some.map(({ line, cells, surplus = 0 }) => ({ line, cells, surplus }))
      await statements.insertRows(trx, inserted, cells)
    }
    await replaceOutcomes(trx, inserted, checked.outcomes)
    return inserted
  })
}

/** With the columns as this person matched them last for the same header, where that still makes sense. */
async function checkAsBefore(
  ctx: Context,
  table: Table,
  given: ImportOptions,
  onProgress?: (done: number, of: number) => void,
): Promise<{ options: ImportOptions; checked: Checked }> {
  const columns = given.columns ? undefined : await findMatch(ctx.db, ctx.actor, hashOf(table))
  const check = async (options: ImportOptions) => ({
    options,
    checked: await checkTable(ctx, table, options, new Set(), onProgress ? { onProgress } : {}),
  })
  if (!columns) return check(given)
  return check({ ...given, columns }).catch((error: unknown) => {
    if (error instanceof ProblemError) return check(given)
    throw error
  })
}

async function newRow(ctx: Context, name: string, table: Table, options: ImportOptions, checked: Checked) {
  const { rows: _rows, ...head } = table
  const at = ctx.clock.now()
  return {
    tenant_id: ctx.actor.tenantId,
    id: newId(at.getTime()),
    actor_kind: ctx.actor.kind,
    actor_id: ctx.actor.id,
    name,
    head: JSON.stringify(head),
    options: JSON.stringify(options),
    findings: JSON.stringify(await findingsOfAll(ctx, table, options, checked)),
    checked_at: at,
    made_at: at,
    kept_until: keptUntil(ctx),
  }
}

const findingsOfAll = (ctx: Context, { rows }: Table, options: ImportOptions, { roster, names, outcomes }: Checked) =>
  findingsOf(ctx, { ...roster, names, options, rows: outcomes, counts: countsOf(rows.length, outcomes) })

/** One's own draft; anything else is not there. */
export async function demandDraft(ctx: Context, id: string): Promise<statements.ImportRow> {
  const row = isUuid(id) ? await statements.findImport(ctx.db, ctx.actor, id, ctx.clock.now()) : undefined
  if (!row) throw notFound()
  return row
}

const HAS_RUN = new Set(['running', 'done', 'cancelled', 'failed'])

async function lockDraft(ctx: Context, trx: Trx, id: string): Promise<statements.ImportRow> {
  const row = isUuid(id) ? await statements.lockImport(trx, ctx.actor, id, ctx.clock.now()) : undefined
  if (!row) throw notFound()
  const plan = await planOf({ ...ctx, db: trx }, row)
  if (plan && HAS_RUN.has(plan.state)) throw importRan({ more: { job: plan.id } })
  return row
}

/** The same, if it still is as the caller read it. */
async function lockVersion(ctx: Context, trx: Trx, id: string, version: number): Promise<statements.ImportRow> {
  const row = await lockDraft(ctx, trx, id)
  if (row.version !== version) throw changedMeanwhile()
  return row
}

async function planOf(ctx: Context, { plan_id: id }: statements.ImportRow): Promise<Draft['plan']> {
  const state = id === null ? null : await stateOfPlan(ctx, id)
  return id === null || state === null ? null : { id, state }
}

export async function shownDraft(ctx: Context, row: statements.ImportRow): Promise<Draft> {
  return {
    id: row.id,
    name: row.name,
    version: row.version,
    madeAt: row.made_at.toISOString(),
    keptUntil: row.kept_until.toISOString(),
    options: row.options as ImportOptions,
    ...(row.findings as Findings),
    plan: await planOf(ctx, row),
  }
}

export const readDraft = async (ctx: Context, id: string): Promise<Draft> => shownDraft(ctx, await demandDraft(ctx, id))

export async function listDrafts(ctx: Context): Promise<DraftSummary[]> {
  const rows = await statements.listImportRows(ctx.db, ctx.actor, ctx.clock.now())
  return Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      name: row.name,
      version: row.version,
      madeAt: row.made_at.toISOString(),
      keptUntil: row.kept_until.toISOString(),
      rows: (row.findings as Findings).counts.rows,
      plan: await planOf(ctx, row),
    })),
  )
}

type OptionChanges = { readonly [N in keyof ImportOptions]?: ImportOptions[N] | null | undefined }

/** Takes other options and checks everything once more; null takes an option back. */
export async function editDraft(ctx: Context, id: string, version: number, changes: OptionChanges): Promise<Draft> {
  return transaction(ctx, async (trx) => {
    const inside = { ...ctx, db: trx }
    const row = await lockVersion(ctx, trx, id, version)
    const merged = { ...(row.options as ImportOptions), ...changes }
    const options = Object.fromEntries(
      Object.entries(merged).filter(([, value]) => value !== null && value !== undefined),
    ) as ImportOptions
    const { table, checked } = await checkKept(inside, trx, row, options)
    if (options.columns && changes.columns)
      await putMatch(trx, ctx.actor, hashOf(table), options.columns, ctx.clock.now())
    return shownDraft(inside, checked)
  })
}

/** Checks the rows as they are kept, and keeps what was found. */
export async function checkKept(
  ctx: Context,
  trx: Trx,
  row: statements.ImportRow,
  options: ImportOptions,
): Promise<{ table: Table; checked: statements.ImportRow }> {
  const kept = await statements.listAllRows(trx, row)
  const table = { ...(row.head as unknown as Omit<Table, 'rows'>), rows: kept }
  const leftOut = new Set(kept.flatMap(({ line, left_out }) => (left_out ? [line] : [])))
  const checked = await checkTable(ctx, table, options, leftOut)
  await replaceOutcomes(trx, row, checked.outcomes)
  const findings = await findingsOfAll(ctx, table, options, checked)
  const version = row.version + 1
  const [at, until] = [ctx.clock.now(), keptUntil(ctx)]
  await statements.updateImport(trx, row, {
    ...{ options: JSON.stringify(options), findings: JSON.stringify(findings), version },
    ...{ checked_at: at, kept_until: until, plan_id: null },
  })
  const after = { ...row, options, findings, version, checked_at: at, kept_until: until, plan_id: null }
  return { table, checked: after as unknown as statements.ImportRow }
}

export async function deleteDraft(ctx: Context, id: string, version: number): Promise<void> {
  await transaction(ctx, async (trx) => {
    const row = isUuid(id) ? await statements.lockImport(trx, ctx.actor, id, ctx.clock.now()) : undefined
    if (!row) throw notFound()
    const plan = await planOf({ ...ctx, db: trx }, row)
    if (plan?.state === 'running') throw importRan({ detail: 'It runs just now. Cancel its job first.' })
    if (row.version !== version) throw changedMeanwhile()
    await statements.deleteImport(trx, row)
  })
}

/** Locks the draft against other changes, has `change` make one of these lines, and checks whatever that touches. */
export async function changeRows(
  ctx: Context,
  id: string,
  { version, lines }: { readonly version: number; readonly lines: readonly number[] },
  change: (trx: Trx, row: statements.ImportRow) => Promise<void>,
): Promise<{ draft: Draft; row: statements.ImportRow }> {
  return transaction(ctx, async (trx) => {
    const inside = { ...ctx, db: trx }
    const row = await lockVersion(ctx, trx, id, version)
    await change(trx, row)
    const findings = await checkMended(inside, trx, row, lines)
    const after = findings
      ? await keepMended(inside, trx, row, findings)
      : (await checkKept(inside, trx, row, row.options as ImportOptions)).checked
    return { draft: await shownDraft(inside, after), row: after }
  })
}

/** Keeps what was found of mended rows. When all rows were checked last stays as it was: planning asks for that. */
async function keepMended(ctx: Context, trx: Trx, row: statements.ImportRow, findings: Findings) {
  const values = { version: row.version + 1, kept_until: keptUntil(ctx), plan_id: null }
  await statements.updateImport(trx, row, { ...values, findings: JSON.stringify(findings) })
  return { ...row, ...values, findings } as unknown as statements.ImportRow
}

/** Plans the good rows, checked a moment ago; run as any other plan. */
export async function planDraft(ctx: Context, catalogue: Catalogue, id: string): Promise<Plan> {
  const row = await transaction(ctx, async (trx) => {
    const locked = await lockDraft(ctx, trx, id)
    const age = ctx.clock.now().getTime() - locked.checked_at.getTime()
    if (age < FRESH) return locked
    return (await checkKept({ ...ctx, db: trx }, trx, locked, locked.options as ImportOptions)).checked
  })
  const { counts } = row.findings as Findings
  const options = row.options as ImportOptions
  if (options.allOrNothing && counts.refused > 0)
    throw rowsRefused({ detail: `All or nothing: mend or leave out ${counts.refused} rows first.` })
  const params: ImportParams = {
    ...{ import: row.id, number: row.number, version: row.version },
    ...{ lists: options.lists ?? 'add', allOrNothing: options.allOrNothing ?? false },
    ...{ create: counts.create, change: counts.change },
  }
  const plan = await makePlan(ctx, catalogue, importRowsAction, { name: 'import', params, target: { staged: true } })
  await statements.updateImport(ctx.db, row, { plan_id: plan.id, kept_until: keptUntil(ctx) })
  return plan
}
