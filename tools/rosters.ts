/**
 * `node tools/node24.mjs tools/rosters.ts FOLDER [OPTIONS.json]`: what becomes of every file of a folder, as the table of
 * docs/formats.md. Each is imported twice into a tenant of its own that has the site Riga and nothing else; the second time nobody may
 * be made or changed. No cell of a file is printed. OPTIONS.json gives single files options of their own: `{"a/b.csv": {"columns": {"1": "wholeName"}}}`.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openParts } from '#src/entry/parts.ts'
import { setUpTenant } from '#src/features/first-run/service.ts'
import { importOptions, type ImportOptions, type ImportReport } from '#src/features/imports/contract.ts'
import { importFile } from '#src/features/imports/service/import-file.ts'
import { handIn } from '#src/features/tenants/service.ts'
import { ProblemError } from '#src/contract/problem.ts'
import type { Parts } from '#src/server/context.ts'
import { readConfig } from '#src/server/config.ts'

const [folder, given] = process.argv.slice(2)
if (folder === undefined) {
  process.stderr.write('node tools/node24.mjs tools/rosters.ts FOLDER [OPTIONS.json]\n')
  process.exit(2)
}

const USUAL: ImportOptions = {
  ...{ mode: 'both', key: 'username', site: 'Riga', roles: ['Agent'] },
  ...{ emailFrom: '{username}@example.com', domain: 'example.com' },
}
const own = given === undefined ? {} : (JSON.parse(readFileSync(given, 'utf8')) as Record<string, object>)
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(csv|json|ldif|xlsx|conf|tsv|txt)$/i.test(path))
  .sort()

const dataFolder = mkdtempSync(join(tmpdir(), 'rollcall-rosters-'))
const { parts, close } = await openParts(readConfig({ ROLLCALL_DATA: dataFolder, LOG_LEVEL: 'warn' }), () => undefined)
let wrong = 0
try {
  console.log('| file | format | rows | made | refused, by column | second run |')
  console.log('| --- | --- | --- | --- | --- | --- |')
  for (const [n, path] of files.entries()) console.log(await rowOf(parts, n, path))
} finally {
  await close()
  rmSync(dataFolder, { recursive: true, force: true })
}
process.exitCode = wrong > 0 ? 1 : 0

async function rowOf(to: Parts, n: number, path: string): Promise<string> {
  const slug = `file${n}`
  await setUpTenant(to, {
    slug,
    adminEmail: `admin@${slug}.example`,
    name: slug,
    site: 'Riga',
    timeZone: 'Europe/Riga',
  })
  const ctx = await handIn(to, slug)
  const file = readFileSync(join(folder!, path))
  const options = importOptions.parse({ ...USUAL, ...own[path] })
  const cells = (...said: readonly (string | number)[]) => `| ${[path, ...said].join(' | ')} |`
  try {
    const first = await importFile(ctx, file, options)
    const second = await importFile(ctx, file, options)
    return cells(first.format.name, first.rows, first.made, sayRefused(first), sayAgain(second))
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    return cells('', '', 0, `the file: ${error.extra.detail ?? error.kind.title}`, 'the same')
  }
}

/** How many rows have the same fault of the same column; a row may have several. */
function sayRefused({ problems, refused }: ImportReport): string {
  const rows = new Map<string, Set<number>>()
  for (const { column, field, code, line } of problems) {
    const key = `${column || field || 'the row'} (${code})`
    rows.set(key, (rows.get(key) ?? new Set()).add(line))
  }
  const said = [...rows].map(([key, lines]) => `${lines.size}: ${key}`)
  return refused === 0 ? '' : said.join('; ')
}

/** Whoever was refused is refused again, and nobody is made or changed. */
function sayAgain({ made, changed, same, refused }: ImportReport): string {
  if (made + changed > 0) wrong += 1
  const said = [
    `${made + changed} changes`,
    ...(same > 0 ? [`${same} already so`] : []),
    ...(refused > 0 ? [`${refused} refused`] : []),
  ]
  return said.join(', ')
}
