/** The types of rows, read from a freshly migrated database: src/server/database/tables.ts. */
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startEmbedded } from '#src/server/database/embedded.ts'
import { migrate } from '#src/server/database/migrate.ts'

/** As the program's pg reads them: bigint as a number (ids and counts stay below 2^53), a date as its text. */
const TYPES = { int8: 'number', date: 'string', timestamptz: 'Date', bytea: 'Buffer' }

export async function rowTypes(): Promise<string> {
  const dataFolder = mkdtempSync(join(tmpdir(), `rollcall-row-types-`))
  const server = await startEmbedded({ dataFolder, throwaway: true })
  try {
    await migrate(server.as('postgres'))
    const { host = '', database = '' } = server.as('postgres')
    const url = `postgresql://postgres@/${database}?host=${encodeURIComponent(host)}`
    const out = join(dataFolder, 'tables.ts')
    const options = [
      '--dialect',
      'postgres',
      '--url',
      url,
      '--out-file',
      out,
      '--type-mapping',
      JSON.stringify(TYPES),
      '--exclude-pattern',
      'rollcall_migrations',
    ]
    await promisify(execFile)(process.execPath, ['node_modules/kysely-codegen/dist/cli/bin.js', ...options])
    return readFileSync(out, 'utf8')
  } finally {
    await server.stop()
    rmSync(dataFolder, { recursive: true, force: true })
  }
}
