import { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setImmediate as breathe } from 'node:timers/promises'
import { CsvError, parse } from 'csv-parse'
import { tooLarge, type ProblemError } from '#src/contract/problem.ts'
import { unreadableFile } from '../contract.ts'
import { limits } from './limits.ts'

export const delimiters = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe' } as const
export type Delimiter = keyof typeof delimiters

const SLICE_BYTES = 128 * 1024

export type Reading = {
  readonly mostRows?: number
  /** Waited for between slices of the file: no more than a few of them are read while it takes its time. */
  readonly between?: () => Promise<void>
}

/**
 * Calls `take` with each row of a CSV file (RFC 4180; rows end with CRLF, LF or CR) and the line on which it begins,
 * counted from 1. Empty lines are passed over, and cells are given as they stand. Other work of the process goes on
 * between slices of the file. What csv-parse says about a fault is never passed on: it quotes cells, and a cell may be
 * a password.
 * @throws unreadableFile (a quote in the wrong place or never closed), tooLarge (past one of `limits`)
 */
export async function readRows(
  utf8: Buffer | AsyncIterable<Buffer>,
  delimiter: Delimiter,
  take: (cells: string[], line: number) => void,
  { mostRows = limits.rows, between }: Reading = {},
): Promise<void> {
  let rows = 0
  let emptyLines = 0
  let next = 1
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    // A quote inside an unquoted cell is a quote (a caller ID, a coordinate, an inch).
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: limits.rowBytes,
    // Past this cell no delimiter is looked for, so that a row of a million cells never becomes a million strings.
    ignore_last_delimiters: limits.columns + 1,
    on_record: (cells: string[], info) => {
      const line = next + info.empty_lines - emptyLines
      emptyLines = info.empty_lines
      next = line + 1 + linesInside(cells)
      rows += 1
      if (rows > mostRows + 2) throw tooManyRows(mostRows)
      refuseTooMuch(cells, line)
      refuseSwallowed(cells, line)
      take(cells, line)
      return null
    },
  })
  try {
    await pipeline(Readable.from(slices(utf8, between)), parser, new Writable({ objectMode: true }))
  } catch (error) {
    throw error instanceof CsvError ? structureProblem(error, next + parser.info.empty_lines - emptyLines) : error
  }
}

async function* slices(utf8: Buffer | AsyncIterable<Buffer>, between?: () => Promise<void>) {
  for await (const bytes of Buffer.isBuffer(utf8) ? [utf8] : utf8)
    for (let start = 0; start < bytes.length; start += SLICE_BYTES) {
      yield bytes.subarray(start, start + SLICE_BYTES)
      await breathe()
      await between?.()
    }
}

const linesInside = (cells: readonly string[]) =>
  cells.reduce((sum, cell) => (/[\r\n]/.test(cell) ? sum + cell.split(/\r\n|\r|\n/).length - 1 : sum), 0)

// The header is a row too, and Entra has a line above it.
const tooManyRows = (most: number) =>
  tooLarge({ detail: `The file has more than ${most.toLocaleString('en')} rows. Split it into several files.` })

function refuseTooMuch(cells: readonly string[], line: number) {
  if (cells.length > limits.columns) throw tooLarge({ detail: `Line ${line} has more than ${limits.columns} columns.` })
  const long = cells.findIndex((cell) => cell.length > limits.cellCharacters)
  if (long >= 0)
    throw tooLarge({
      detail: `Line ${line}, column ${long + 1}: the cell is longer than ${limits.cellCharacters / 1024} kB.`,
    })
}

/** A cell that begins with a quote and runs over lines: a quote opened by mistake, and closed by the next row's. */
function refuseSwallowed(cells: readonly string[], line: number) {
  if (!cells.some((cell) => cell.startsWith('"') && /[\r\n]/.test(cell))) return
  throw unreadableFile({
    detail: `The row that begins on line ${line} has a quote that closes on another line. Put the whole cell between quotes and double each quote inside it.`,
  })
}

function structureProblem({ code }: CsvError, line: number): ProblemError {
  if (code === 'CSV_QUOTE_NOT_CLOSED')
    return unreadableFile({ detail: `A quote that opens in the row of line ${line} never closes.` })
  if (code === 'CSV_MAX_RECORD_SIZE') {
    return tooLarge({
      detail: `The row that begins on line ${line} is longer than ${limits.rowBytes / 1e6} MB; a quote may open there and never close.`,
    })
  }
  return unreadableFile({ detail: `The row that begins on line ${line} is not CSV.` })
}

/**
 * The delimiter that the first line with any uses most, outside quotes; a comma where there is none. That line is the
 * header, or Excel's own `sep=;` above it.
 */
export function guessDelimiter(utf8: Buffer): Delimiter {
  const head = utf8.toString('utf8', 0, SLICE_BYTES).replace(/"[^"]*"/g, '')
  const counts = head
    .split(/\r\n|\r|\n/)
    .map((line) =>
      (Object.keys(delimiters) as Delimiter[]).map((mark) => ({ mark, count: line.split(mark).length - 1 })),
    )
  const header = counts.find((line) => line.some(({ count }) => count > 0))
  return header?.reduce((best, each) => (each.count > best.count ? each : best)).mark ?? ','
}
