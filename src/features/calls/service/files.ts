/** Reads a file of calls and takes its records, some thousands at a time: each batch stands by itself, and may come again. */
import { invalidRequest, ProblemError } from '../../../contract/problem.ts'
import { transaction, type Context } from '../../../server/context.ts'
import { recordSetting } from '../../history/service/record.ts'
import { unreadableFile } from '../../imports/contract.ts'
import { readCsv } from '../../imports/service/read-csv.ts'
import { unreadableCalls, type CallFormat, type FileOptions, type FileReport } from '../contract/files.ts'
import { causes, type CallRecord, type Cause } from '../contract/records.ts'
import { isMasterRow, readMasterRow } from '../reading/asterisk.ts'
import { matchColumns, readPlainRow, type Columns } from '../reading/plain.ts'
import { isZone, ZoneClock } from '../reading/zone-time.ts'
import { getTenantZone } from '../sql/statistics.ts'
import { findAgents } from './agents.ts'
import { checkRecord, isDoubt, type Call } from './check.ts'
import { takeCalls } from './take.ts'

const BATCH = 5000
const MOST_LINES = 5

type Row = { readonly record: CallRecord; readonly line: number }
type Read = {
  readonly format: CallFormat
  readonly headings: string[]
  readonly columns: Columns
  readonly rows: Row[]
}
export type Progress = (done: number, of: number) => void

/** Takes the calls of a file, or says what would become of them. */
export async function takeFile(
  ctx: Context,
  file: Buffer,
  { name = '', ...options }: FileOptions & { name?: string },
  onProgress: Progress = () => undefined,
): Promise<FileReport> {
  const zone = options.zone ?? (await getTenantZone(ctx.db, ctx.actor.tenantId))
  if (!isZone(zone)) throw wrong('#/zone', `There is no time zone “${zone}”. Write one like Europe/Riga.`)
  const read = await readCalls(file, options, new ZoneClock(zone))
  const report = emptyReport(read)
  const byCause = new Map<Cause, { records: number; lines: number[] }>()
  for (let done = 0; done < read.rows.length; done += BATCH) {
    const batch = read.rows.slice(done, done + BATCH)
    const taken = await (options.dryRun ? look : takeCalls)(
      ctx,
      options.source ?? read.format,
      batch.map(({ record }) => record),
    )
    for (const key of ['received', 'counted', 'replaced', 'repeated', 'nobodys'] as const) report[key] += taken[key]
    for (const { cause, index } of taken.aside) note(byCause, cause, batch[index]!.line)
    onProgress(Math.min(done + BATCH, read.rows.length), read.rows.length)
  }
  report.aside = [...byCause].map(([cause, one]) => ({ cause, message: causes[cause], ...one }))
  if (!options.dryRun && report.received > 0)
    await transaction(ctx, (trx) =>
      recordSetting(ctx, trx, 'import-calls', { name, format: read.format, records: report.counted + report.replaced }),
    )
  return report
}

const wrong = (pointer: string, message: string) =>
  invalidRequest({ detail: message, errors: [{ pointer, code: 'unknown', message }] })

function note(byCause: Map<Cause, { records: number; lines: number[] }>, cause: Cause, line: number) {
  const one = byCause.get(cause) ?? { records: 0, lines: [] }
  byCause.set(cause, one)
  one.records += 1
  if (one.lines.length < MOST_LINES) one.lines.push(line)
}

const emptyReport = ({ format, headings, columns }: Read): FileReport => ({
  format,
  headings,
  columns: Object.fromEntries(Object.entries(columns).map(([field, place]) => [field, headings[place]!])),
  ...{ received: 0, counted: 0, replaced: 0, repeated: 0, nobodys: 0 },
  aside: [],
})

/** What would become of records; nothing is said of repeats. */
async function look(ctx: Context, _source: string, records: readonly CallRecord[]) {
  const checked = records.map((record) => checkRecord(record, ctx.clock.now()))
  const agentOf = await findAgents(
    ctx.db,
    ctx.actor,
    checked.filter((one): one is Call => !isDoubt(one)),
  )
  const found = checked.map((one) => (isDoubt(one) ? one : agentOf(one)))
  const aside = found.flatMap((one, index) =>
    one !== 'nobodys' && 'cause' in one ? [{ index, cause: one.cause }] : [],
  )
  const nobodys = found.filter((one) => one === 'nobodys').length
  const counted = records.length - aside.length - nobodys
  return { received: records.length, counted, replaced: 0, repeated: 0, nobodys, aside }
}

async function readCalls(
  file: Buffer,
  { format, columns: said = {}, dryRun }: FileOptions,
  clock: ZoneClock,
): Promise<Read> {
  let reading: Omit<Read, 'rows'> | undefined
  const rows: Row[] = []
  const take = (cells: string[], line: number) => {
    if (!reading) {
      const known = format ?? (isMasterRow(cells) ? 'asterisk' : 'plain')
      const plain = known === 'plain'
      reading = { format: known, headings: plain ? cells : [], columns: plain ? matchColumns(cells, said) : {} }
      // Who only looks is shown the headings, to say which is which.
      if (plain && !dryRun) demandColumns(reading)
      if (plain) return
    }
    const record =
      reading.format === 'asterisk' ? readMasterRow(cells, clock) : readPlainRow(cells, reading.columns, clock)
    rows.push({ record, line })
  }
  try {
    await readCsv(file, take)
  } catch (error) {
    // The same words, about calls.
    if (error instanceof ProblemError && error.kind.slug === unreadableFile.slug)
      throw unreadableCalls(error.message ? { detail: error.message } : {})
    throw error
  }
  if (!reading) throw unreadableCalls({ detail: 'The file is empty.' })
  return { ...reading, rows }
}

function demandColumns({ headings, columns }: Pick<Read, 'headings' | 'columns'>): void {
  const named = columns.agent ?? columns.username ?? columns.extension
  if (columns.start !== undefined && named !== undefined) return
  const missing = columns.start === undefined ? 'when calls began' : 'the agent'
  const there = headings.slice(0, 20).map((heading) => `“${heading.slice(0, 40)}”`)
  throw unreadableCalls({ detail: `No heading says ${missing}. The headings are ${there.join(', ')}.` })
}
