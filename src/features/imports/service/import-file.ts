/** A file in one go, without anybody who looks at it in between: for the command line (BULK-6). */
import { setTimeout as pause } from 'node:timers/promises'
import type { Context } from '../../../server/context.ts'
import type { JobView } from '../../changes/contract/jobs.ts'
import type { Catalogue } from '../../changes/service/action.ts'
import { runBatches } from '../../changes/service/batches.ts'
import { readJob, startRun } from '../../changes/service/jobs.ts'
import { listReported } from '../../changes/service/report.ts'
import { mostTold, type ImportOptions, type ImportReport, type RowProblem } from '../contract.ts'
import { readTable } from '../reading/read-table.ts'
import { checkTable, type Checked } from './check.ts'
import { keepDraft, planDraft } from './drafts.ts'
import { countsOf, warningsFrom } from './findings.ts'
import { importRowsAction } from './treat.ts'

/** How far it is: rows checked, then people made and changed, of how many. */
export type Progress = { readonly phase: 'checking' | 'making'; readonly done: number; readonly of: number }
export type FileOptions = ImportOptions & {
  readonly name?: string
  /** Checks everything and changes nobody. */
  readonly dryRun?: boolean | undefined
}

const LOOK_MILLIS = 200
const catalogue: Catalogue = { actions: [], staged: [importRowsAction], putBacks: [] }

/**
 * Makes and changes users by a file of any known system. Good rows go in alone, unless it is all or nothing. Whoever is
 * made has no password, and so is pending. What is wrong with single rows stands in the report.
 * @throws unreadableFile, unknownColumns, tooLarge, invalidRequest (a default that is not there), holdsMore
 */
export async function importFile(
  ctx: Context,
  file: Uint8Array,
  { name = '', dryRun = false, ...options }: FileOptions,
  onProgress: (progress: Progress) => void = () => undefined,
): Promise<ImportReport> {
  const table = await readTable(file)
  // Rows that are matched with people who are there need not have what somebody new needs.
  const checked = await checkTable(ctx, table, options, new Set(), {
    lenient: (options.mode ?? 'create') !== 'create',
    onProgress: (done, of) => onProgress({ phase: 'checking', done, of }),
  })
  const { create, change, same, refused } = countsOf(table.rows.length, checked.outcomes)
  const found = reportOf(checked, options, same)
  if (dryRun) return { ...found, ...(options.allOrNothing && refused > 0 ? wouldDo(0, 0) : wouldDo(create, change)) }
  if (create + change === 0 || (options.allOrNothing && refused > 0)) return found
  const { id } = await keepDraft(ctx, table, { name, options, checked })
  const plan = await planDraft(ctx, catalogue, id)
  await startRun(ctx, catalogue, plan.id, undefined)
  const job = await runHere(ctx, plan.id, onProgress)
  const left = await exceptionsOf(ctx, job, plan.counts, checked)
  const not = (outcome: string) => left.filter((one) => one.outcome === outcome).length
  return {
    ...found,
    ...{ made: create - not('create'), changed: change - not('change') },
    ...withProblems([...checked.problems, ...left.map(({ problem }) => problem)]),
    changeSet: job.counts.changed > 0 ? job.id : null,
  }
}

const wouldDo = (wouldMake: number, wouldChange: number) => ({ wouldMake, wouldChange })

function reportOf(checked: Checked, options: ImportOptions, same: number): ImportReport {
  const { roster, names, outcomes } = checked
  const warnings = warningsFrom({ ...roster, names, options, rows: outcomes })
  return {
    format: roster.format,
    rows: roster.rows.length,
    ...{ made: 0, changed: 0, same },
    ...withProblems(checked.problems),
    warnings: warnings.slice(0, mostTold),
    warningCount: warnings.length,
    changeSet: null,
  }
}

function withProblems(problems: readonly RowProblem[]) {
  const sorted = [...problems].sort((a, b) => a.line - b.line)
  return {
    refused: new Set(sorted.map(({ line }) => line)).size,
    problems: sorted.slice(0, mostTold),
    problemCount: sorted.length,
  }
}

/** Does the batches in this process, beside whoever else is at work; answers the job when it is over. */
async function runHere(ctx: Context, id: string, onProgress: (progress: Progress) => void): Promise<JobView> {
  const work = runBatches(ctx, catalogue, { tenantId: ctx.actor.tenantId, plan: id }, new AbortController().signal)
  const ended = work.then(() => true)
  for (let isOver = false; ;) {
    isOver = await Promise.race([ended, pause(LOOK_MILLIS, false)])
    const job = await readJob(ctx, catalogue, id)
    const { changed, failed, left } = job.counts
    onProgress({ phase: 'making', done: changed + failed + (job.written ?? 0), of: changed + failed + left })
    if (job.state !== 'running') return job
    // Others may still be at their batch when there is none left to take.
    if (isOver) await pause(LOOK_MILLIS)
  }
}

type Left = { readonly outcome: string; readonly problem: RowProblem }

/** Rows that the check let pass and the run did not, such as those whose name was taken in between. */
async function exceptionsOf(
  ctx: Context,
  { id, counts }: JobView,
  planned: { already: number; skipped: number },
  { outcomes }: Checked,
): Promise<Left[]> {
  if (counts.failed + counts.already - planned.already + counts.skipped - planned.skipped === 0) return []
  const rows = new Map(outcomes.map((one) => [one.userId, one]))
  const left: Left[] = []
  for (const outcome of ['already', 'skipped', 'failed'] as const) {
    let after: string | undefined
    do {
      const page = await listReported(ctx, catalogue, id, { outcome, limit: '100', ...(after ? { after } : {}) })
      for (const { id: userId, reason, says } of page.items) {
        const row = rows.get(userId)
        if (!row || row.outcome === 'same' || row.outcome === 'refused') continue
        const told = { column: '', field: '', code: reason ?? outcome, message: says ?? 'It is so already.' }
        left.push({ outcome: row.outcome, problem: { line: row.line, ...told } })
      }
      after = page.next ?? undefined
    } while (after)
  }
  return left
}
