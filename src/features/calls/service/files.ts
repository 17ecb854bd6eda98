/**
 * Reads a file of calls twice: once to know what it is and that it can be read, then to take its records, some thousands at a
 * time. Each batch stands by itself, and may come again; no more of the file than that is in memory.
 */
import { ProblemError, invalidAt } from '../../../contract/problem.ts'
import { transaction, type Context } from '../../../server/context.ts'
import { recordSetting } from '../../history/service/record.ts'
import { unreadableFile } from '../../imports/contract.ts'
import { openCsv, type Csv, type Slices } from '../../imports/service/read-csv.ts'
import { callFields, unreadableCalls, type CallFormat, type FileOptions, type FileReport } from '../contract/files.ts'
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
/** What a file is, by its first row. */
type Reading = { readonly format: CallFormat; readonly headings: string[]; readonly columns: Columns }
export type Progress = (done: number, of: number) => void
export type FileAsked = FileOptions & { readonly name?: string }
type Further = {
  readonly onProgress?: Progress
  /** 100,000 unless told. */
  readonly mostRows?: number
}

/** Takes the calls of a file, or says what would become of them. */
export async function takeFile(
  ctx: Context,
  file: Buffer | Slices,
  { name = '', ...options }: FileAsked,
  { onProgress, mostRows }: Further = {},
): Promise<FileReport> {
  const zone = options.zone ?? (await getTenantZone(ctx.db, ctx.actor.tenantId))
  if (!isZone(zone)) throw wrong('#/zone', `There is no time zone “${zone}”. Write one like Europe/Riga.`)
  const csv = await openCsv(file, mostRows).catch(inWordsOfCalls)
  const { reading, rows } = await lookThrough(csv, options).catch(inWordsOfCalls)
  const report = emptyReport(reading)
  const byCause = new Map<Cause, { records: number; lines: number[] }>()
  await readBatches(csv, reading, new ZoneClock(zone), async (batch) => {
    const taken = await (options.dryRun ? look : takeCalls)(
      ctx,
      options.source ?? reading.format,
      batch.map(({ record }) => record),
    )
    for (const key of ['received', 'counted', 'replaced', 'repeated', 'nobodys'] as const) report[key] += taken[key]
    for (const { cause, index } of taken.aside) note(byCause, cause, batch[index]!.line)
    onProgress?.(report.received, rows)
  })
  report.aside = [...byCause].map(([cause, one]) => ({ cause, message: causes[cause], ...one }))
  if (!options.dryRun && report.received > 0)
    await transaction(ctx, (trx) =>
      recordSetting(ctx, trx, 'import-calls', {
        name,
        format: reading.format,
        records: report.counted + report.replaced,
      }),
    )
  return report
}

const wrong = (pointer: string, message: string) => invalidAt(pointer, 'unknown', message)

function note(byCause: Map<Cause, { records: number; lines: number[] }>, cause: Cause, line: number) {
  const one = byCause.get(cause) ?? { records: 0, lines: [] }
  byCause.set(cause, one)
  one.records += 1
  if (one.lines.length < MOST_LINES) one.lines.push(line)
}

const emptyReport = ({ format, headings, columns }: Reading): FileReport => ({
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

/** What the file is, and how many calls it has. */
async function lookThrough(csv: Csv, options: FileOptions): Promise<{ reading: Reading; rows: number }> {
  let reading: Reading | undefined
  let rows = 0
  await csv.read((cells) => {
    rows += 1
    reading ??= readingOf(cells, options)
  })
  if (!reading) throw unreadableCalls({ detail: 'The file is empty.' })
  return { reading, rows: reading.format === 'plain' ? rows - 1 : rows }
}

function readingOf(first: string[], { format, columns: said = {}, dryRun }: FileOptions): Reading {
  if ((format ?? (isMasterRow(first) ? 'asterisk' : 'plain')) === 'asterisk')
    return { format: 'asterisk', headings: [], columns: {} }
  const reading: Reading = { format: 'plain', headings: first, columns: matchColumns(first, said) }
  demandHeadings(reading, said)
  // Who only looks is shown the headings, to say which is which.
  if (!dryRun) demandColumns(reading)
  return reading
}

/** Hands the rows over as records, batch by batch, and reads on when one is done with. */
async function readBatches(
  csv: Csv,
  { format, columns }: Reading,
  clock: ZoneClock,
  take: (batch: Row[]) => Promise<void>,
): Promise<void> {
  const waiting: Row[] = []
  const handOver = async (least: number) => {
    while (waiting.length >= least) await take(waiting.splice(0, BATCH))
  }
  let isHeader = format === 'plain'
  await csv.read(
    (cells, line) => {
      if (!isHeader)
        waiting.push({
          record: format === 'asterisk' ? readMasterRow(cells, clock) : readPlainRow(cells, columns, clock),
          line,
        })
      isHeader = false
    },
    () => handOver(BATCH),
  )
  await handOver(1)
}

/** The same problem, about calls. */
function inWordsOfCalls(error: unknown): never {
  if (error instanceof ProblemError && error.kind.slug === unreadableFile.slug)
    throw unreadableCalls(error.message ? { detail: error.message } : {})
  throw error
}

const sayHeadings = ({ headings }: Reading) =>
  `The headings are ${headings
    .slice(0, 20)
    .map((heading) => `“${heading.slice(0, 40)}”`)
    .join(', ')}.`

function demandColumns(reading: Reading): void {
  const { columns } = reading
  const named = columns.agent ?? columns.username ?? columns.extension
  if (columns.start !== undefined && named !== undefined) return
  const missing = columns.start === undefined ? 'when calls began' : 'the agent'
  throw unreadableCalls({ detail: `No heading says ${missing}. ${sayHeadings(reading)}` })
}

/** What was said to be a heading is one: else its field would be left out in silence. */
function demandHeadings(reading: Reading, said: NonNullable<FileOptions['columns']>): void {
  for (const field of callFields)
    if (said[field] && reading.columns[field] === undefined)
      throw unreadableCalls({ detail: `No heading is called “${said[field].slice(0, 40)}”. ${sayHeadings(reading)}` })
}
