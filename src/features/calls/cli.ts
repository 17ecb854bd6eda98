/** `rollcall calls FILE`: call records from a file on this machine. */
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { exit, tenantOption, UsageError, type Command } from '../../server/command-line/command.ts'
import type { Slices } from '../imports/service/read-csv.ts'
import { handIn } from '../tenants/service.ts'
import { callFields, fileOptions, type FileReport } from './contract/files.ts'
import { takeFile } from './service/files.ts'

const command: Command = {
  name: 'calls',
  says: 'Count the calls of a file: Master.csv of Asterisk, or a CSV with headings.',
  takes: 'FILE',
  options: {
    tenant: tenantOption,
    format: { value: 'NAME', says: 'Instead of recognising it: asterisk, plain.' },
    zone: {
      value: 'ZONE',
      says: 'The time zone of times without an offset, like Europe/Riga; the tenant’s unless told.',
    },
    source: { value: 'NAME', says: 'Which system the calls are of; the format’s name unless told.' },
    column: {
      value: 'FIELD=HEADING',
      says: `A heading that is not recognised; the fields are ${callFields.join(', ')}.`,
      many: true,
    },
    'dry-run': { says: 'Look at everything and count nothing.' },
  },
  more: ['The same file again counts nothing twice. What makes no sense is kept aside, for the page Calls.'],
  async run(given, { open, terminal }) {
    const [path] = given.args
    const columns = given.texts('column').map((text) => {
      const at = text.indexOf('=')
      if (at < 1) throw new UsageError('--column takes FIELD=HEADING, like --column agent=Operator.')
      const field = text.slice(0, at)
      if (!callFields.some((one) => one === field))
        throw new UsageError(`There is no field “${field}”. The fields are ${callFields.join(', ')}.`)
      return [field, text.slice(at + 1)]
    })
    const options = fileOptions.safeParse({
      format: given.text('format'),
      zone: given.text('zone'),
      source: given.text('source'),
      columns: Object.fromEntries(columns) as Record<string, string>,
      dryRun: given.is('dry-run'),
    })
    if (!options.success) throw new UsageError(options.error.issues[0]!.message)
    const file = await openFile(path!).catch((error: Error) => {
      throw new UsageError(`The file cannot be read: ${error.message}.`)
    })
    const ctx = await handIn((await open()).parts, given.text('tenant')!)
    const bar = terminal.progress('calls')
    const asked = { ...options.data, name: basename(path!) }
    const report = await takeFile(ctx, file, asked, { onProgress: bar.to, mostRows: Infinity }).finally(bar.end)
    terminal.answer(report, linesOf(report, given.is('dry-run')))
    return report.aside.length > 0 ? exit.refused : exit.done
  },
}

/** So large a file is never in memory at once. */
const WHOLE_BYTES = 20_000_000
const SLICE = { highWaterMark: 1 << 18 }

/** A pipe can be read but once, so it is read as a whole, whatever its length. */
async function openFile(path: string): Promise<Buffer | Slices> {
  const found = await stat(path)
  if (!found.isFile() || found.size <= WHOLE_BYTES) return readFile(path)
  return () => createReadStream(path, SLICE)
}

function linesOf(report: FileReport, dryRun: boolean): string[] {
  const aside = report.aside.reduce((sum, { records }) => sum + records, 0)
  return [
    ...report.aside.map(({ records, lines, message }) => `${records} aside (line ${lines.join(', ')}): ${message}`),
    `${report.counted} ${dryRun ? 'would be counted' : 'counted'}, ${report.replaced} replaced, ${report.repeated} there already, ${report.nobodys} of nobody, ${aside} kept aside.`,
  ]
}

export const callCommands: readonly Command[] = [command]
