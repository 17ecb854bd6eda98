/** `rollcall export FILE`: the user list as a file on this machine. */
import { newId } from '../../contract/ids.ts'
import { open as openFile, rm } from 'node:fs/promises'
import { exit, tenantOption, UsageError, type Command } from '../../server/command-line/command.ts'
import { transaction, type Context } from '../../server/context.ts'
import { readTarget } from '../changes/service/target.ts'
import { handIn } from '../tenants/service.ts'
import { filterOptions, typedFilters } from '../users/service/typed-filters.ts'
import { exportFormats, type ExportFormat } from './contract.ts'
import { columnsHere, demandColumns, readSort } from './service/ask.ts'
import { recordExport } from './service/background.ts'
import { writeExport, type Wanted } from './service/write.ts'

const exportFile: Command = {
  name: 'export',
  says: 'Write the users of a tenant to a file.',
  takes: 'FILE',
  options: {
    tenant: tenantOption,
    format: { value: 'NAME', says: `Instead of telling it by the name of the file: ${exportFormats.join(', ')}.` },
    columns: { value: 'NAMES', says: 'Columns by their names, with commas between them; all there are unless told.' },
    sort: { value: 'FIELD', says: 'What they are sorted by, by name unless told; - in front for the other way round.' },
    search: { value: 'TEXT', says: 'Whoever has this in name, e-mail, username, extension or caller ID.' },
    ...filterOptions,
  },
  more: [
    'A FILTER is written as in the address of the list: active, any:active,pending, none, older:60d.',
    'The file is not there yet; it can be imported again, and changes nothing.',
  ],
  async run(given, { open, terminal }) {
    const path = given.args[0]!
    const format = formatOf(path, given.text('format'))
    const ctx = await handIn((await open()).parts, given.text('tenant')!)
    const columns = given.text('columns')?.split(',') ?? (await columnsHere(ctx))
    await demandColumns(ctx, columns)
    const matching = { filters: typedFilters(given), search: given.text('search') }
    const sort = readSort(ctx, given.text('sort') ?? 'name')
    const bar = terminal.progress('users')
    const wanted = { format, columns, source: readTarget(ctx, { matching }), sort }
    const people = await writeFile(ctx, path, wanted, bar.to).finally(bar.end)
    await transaction(ctx, (trx) => recordExport(ctx, trx, { id: newId(), format, columns, people }))
    terminal.answer({ file: path, format, columns, people }, [`${path}: ${people} users.`])
    return exit.done
  },
}

/** Answers how many people the file has; one that could not be finished is not left behind. */
async function writeFile(
  ctx: Context,
  path: string,
  wanted: Wanted,
  tell: (done: number, of: number) => void,
): Promise<number> {
  // For the eyes of whoever runs the server alone.
  const file = await openFile(path, 'wx', 0o600).catch((error: Error) => {
    throw new UsageError(`The file cannot be made: ${error.message}.`)
  })
  let of = 0
  try {
    return await writeExport(ctx, wanted, {
      counted: async (all) => void (of = all),
      take: async (part, done) => {
        await file.writeFile(part)
        tell(done, of)
      },
    })
  } catch (error) {
    await rm(path, { force: true })
    throw error
  } finally {
    await file.close()
  }
}

function formatOf(path: string, told: string | undefined): ExportFormat {
  const name = told ?? path.slice(path.lastIndexOf('.') + 1).toLowerCase()
  const format = exportFormats.find((one) => one === name)
  if (!format) throw new UsageError('The name of the file ends in .xlsx or .csv, or --format says which it is.')
  return format
}

export const exportCommands: readonly Command[] = [exportFile]
