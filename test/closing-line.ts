/** Ends the run with one plain line, for people in a hurry and for programs. */
import type { Reporter, TestModule } from 'vitest/node'

export class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]) {
    let passed = 0
    let failed = unhandled.length
    for (const module of modules) {
      const before = failed
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === 'passed') passed += 1
        if (state === 'failed') failed += 1
      }
      // A file that does not load, or whose beforeAll fails, holds no failed test and is a failure all the same.
      if (module.state() === 'failed' && failed === before) failed += 1
    }
    process.stdout.write(`${passed} passed, ${failed} failed\n`)
  }
}
