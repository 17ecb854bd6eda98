/** Ends a whole run with a table: each statement of safety, and the tests that prove it. One without any fails the run. */
import type { Reporter, TestModule } from 'vitest/node'
import { statements, statementsIn } from './statements.ts'

type Proof = { readonly title: string; readonly file: string; readonly passed: boolean }

export class StatementTable implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]) {
    if (!isWhole(modules)) return
    const proofs = proofsIn(modules)
    const lines = Object.entries(statements).map(([number, says]) => line(number, says, proofs.get(number) ?? []))
    process.stdout.write(`\nWhat must be true of safety, and the test that proves it\n${lines.join('\n')}\n`)
    const unproved = Object.keys(statements).filter((number) => !proofs.has(number))
    if (unproved.length === 0) return
    process.stdout.write(`No test bears ${unproved.join(', ')}.\n`)
    process.exitCode = 1
  }
}

/** Of one file, or of the tests of one name, nothing can be said. */
const isWhole = (modules: readonly TestModule[]) =>
  modules.length > 50 && modules.every(({ project }) => project.globalConfig.testNamePattern === undefined)

function proofsIn(modules: readonly TestModule[]): Map<string, Proof[]> {
  const proofs = new Map<string, Proof[]>()
  for (const module of modules)
    for (const test of module.children.allTests()) {
      if (test.result().state === 'skipped') continue
      const proof = { title: test.fullName, file: module.relativeModuleId, passed: test.result().state === 'passed' }
      for (const number of new Set(statementsIn(test.fullName)))
        proofs.set(number, [...(proofs.get(number) ?? []), proof])
    }
  return proofs
}

function line(number: string, says: string, proofs: readonly Proof[]): string {
  const [first] = proofs.filter(({ passed }) => !passed).concat(proofs)
  const mark = proofs.length > 0 && proofs.every(({ passed }) => passed) ? '✓' : '✗'
  const more = proofs.length > 1 ? ` (and ${proofs.length - 1} more)` : ''
  return `${mark} ${number.padEnd(3)} ${says}\n      ${first ? `${first.file}: ${first.title}${more}` : 'no test'}`
}
