/** `npm run check`: everything about the code that can be told without running the product. One line for each check. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { promisify } from 'node:util'
import { generators, staleFiles } from '../generated/files.ts'
import { deadExports } from './dead-exports.ts'
import { blankAndMigratedDiffer } from './migrations.ts'
import { inexactVersions, looseLockEntries } from './packages.ts'
import { plantedBreaches } from './planted-breaches.ts'
import { unknownRequirements } from './requirements.ts'
import { misplacedMutants, unprovedStatements } from './statements.ts'
import { unexplainedSuppressions } from './suppressions.ts'

/** Answers what is wrong, a line each; nothing when all is well. */
type Check = () => string[] | Promise<string[]>

const program =
  (script: string, ...args: string[]): Check =>
  async () => {
    try {
      await promisify(execFile)(process.execPath, [script, ...args], { maxBuffer: 2 ** 26 })
      return []
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string }
      return `${stdout}${stderr}`.trim().split('\n')
    }
  }

const isFresh =
  (generator: string): Check =>
  async () =>
    staleFiles((await generators[generator]?.()) ?? new Map()).map((path) => `${path} is stale: npm run generate`)

/** Where `npm start` or a journey built the console; in a fresh clone there is none to measure. */
const BUILT = 'dist/console/.vite/manifest.json'

// The slow ones first, so that the quick ones fill the gaps.
const checks: Record<string, Check> = {
  'ESLint finds nothing': program('node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0'),
  'types fit': program('node_modules/typescript/bin/tsc', '--noEmit'),
  'formatted by Prettier': program('node_modules/prettier/bin/prettier.cjs', '--check', '.', '--log-level', 'warn'),
  'imports keep to who may know whom': program(
    'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
    ...['--config', 'dependency-cruiser.cjs', 'src', 'test', 'e2e', 'bench', 'tools'],
  ),
  'each import rule catches its planted breach': plantedBreaches,
  'row types are those of the database': isFresh('row-types'),
  'a blank database and one migrated file by file are equal': blankAndMigratedDiffer,
  'docs/openapi.json is fresh': isFresh('openapi'),
  'docs/problems/ is fresh': isFresh('problems'),
  'one exact version of each package': inexactVersions,
  'the lockfile names no host and has every hash': looseLockEntries,
  'whoever silences a rule says why': unexplainedSuppressions,
  'what is exported is used by a program, and not by its test alone': deadExports,
  'each requirement that is cited can be looked up': unknownRequirements,
  'each statement of safety has a test and a guard to take out': unprovedStatements,
  'each guard to take out stands where it was': misplacedMutants,
  'what a browser fetches of a built console fits its budget': existsSync(BUILT)
    ? program('tools/checks/bundle-size.mjs')
    : () => [],
}

const queue = Object.entries(checks)
let failed = 0

async function work() {
  for (let next = queue.shift(); next; next = queue.shift()) {
    const [name, check] = next
    const started = performance.now()
    const wrong = await Promise.resolve(check()).catch((error: Error) => [error.stack ?? error.message])
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    console.log(`${wrong.length === 0 ? '✓' : '✗'} ${name} (${seconds} s)`)
    if (wrong.length > 0) console.log(wrong.map((line) => `    ${line}`).join('\n'))
    if (wrong.length > 0) failed += 1
  }
}

await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work))
process.exitCode = failed > 0 ? 1 : 0
