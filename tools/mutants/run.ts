/**
 * `npm run mutants [S16 …]`: takes the guard of each statement of safety out, in a copy of the project, and runs the tests that
 * bear its number. Each must turn red. `--write FILE` keeps the table.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Mutant } from '../../test/statements/mutant.ts'
import { mutants } from '../../test/statements/mutants.ts'

type Verdict = {
  readonly mutant: Mutant
  readonly red: readonly string[]
  readonly green: number
  readonly broken: string
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { write: { type: 'string' } } })
const chosen = mutants.filter(({ statement }) => positionals.length === 0 || positionals.includes(statement))
const began = {
  at: `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`,
  commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
}
const copy = copyOfProject()
const verdicts: Verdict[] = []
try {
  for (const mutant of chosen) {
    const verdict = tryOut(mutant)
    verdicts.push(verdict)
    console.log(`${isProof(verdict) ? '✓' : '✗'} ${mutant.statement} ${mutant.without}: ${saysOf(verdict)}`)
  }
} finally {
  rmSync(copy, { recursive: true, force: true })
}
if (values.write !== undefined) writeFileSync(values.write, table(verdicts))
const survivors = verdicts.filter((verdict) => !isProof(verdict))
console.log(
  `${verdicts.length - survivors.length} of ${verdicts.length} guards are missed by their tests when they are gone`,
)
process.exitCode = survivors.length > 0 ? 1 : 0

/** The files that git knows or would know, with the packages of this checkout. */
function copyOfProject(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-mutants-'))
  const options = { encoding: 'utf8', maxBuffer: 2 ** 26 } as const
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], options)
  for (const file of files.split('\n').filter(Boolean)) cpSync(file, join(folder, file))
  symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'))
  return folder
}

function tryOut(mutant: Mutant): Verdict {
  const file = join(copy, mutant.file)
  const source = readFileSync(file, 'utf8')
  if (source.split(mutant.before).length !== 2)
    return { mutant, red: [], green: 0, broken: `its text does not stand exactly once in ${mutant.file}` }
  try {
    writeFileSync(
      file,
      source.replace(mutant.before, () => mutant.after),
    )
    return { mutant, ...runTests(mutant) }
  } finally {
    writeFileSync(file, source)
  }
}

type Report = {
  testResults: { assertionResults: { status: string; fullName: string }[]; message: string }[]
}

function runTests({ statement, test }: Mutant): Omit<Verdict, 'mutant'> {
  const report = join(copy, 'report.json')
  rmSync(report, { force: true })
  const { stderr } = spawnSync(
    process.execPath,
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      test,
      '-t',
      `\\b${statement}\\b`,
      '--reporter=json',
      `--outputFile=${report}`,
    ],
    { cwd: copy, encoding: 'utf8', env: { ...process.env, CI: '1' }, timeout: 300_000 },
  )
  try {
    const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report
    const results = testResults.flatMap(({ assertionResults }) => assertionResults)
    const red = results.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName)
    const green = results.filter(({ status }) => status === 'passed').length
    const broken = red.length + green === 0 ? (testResults[0]?.message.split('\n')[0] ?? '') || 'no test ran' : ''
    return { red, green, broken }
  } catch {
    return { red: [], green: 0, broken: stderr.trim().split('\n').at(-1) ?? 'the tests did not end' }
  }
}

function isProof({ red, broken }: Verdict): boolean {
  return broken === '' && red.length > 0
}

function saysOf({ red, green, broken }: Verdict): string {
  if (broken !== '') return broken
  return red.length > 0 ? `${red.length} red, ${green} green` : `nobody noticed (${green} green)`
}

function table(all: readonly Verdict[]): string {
  const cell = (text: string) => text.replaceAll('|', '\\|')
  const rows = all.map(
    (verdict) =>
      `| ${verdict.mutant.statement} | ${cell(verdict.mutant.without)} | \`${verdict.mutant.file}\` | ${saysOf(verdict)} | ${cell(verdict.red[0] ?? '')} |`,
  )
  return [
    '# Guards taken out',
    '',
    'Each guard of a statement of safety was taken out once, and the tests that bear its number were run: they must turn red.',
    `Again: \`npm run mutants -- --write docs/mutants.md\`. This run: ${all.length} guards at the commit ${began.commit}, begun on ${began.at}.`,
    '',
    '| Statement | Without the guard | Where | Outcome | The first test that noticed |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n')
}
