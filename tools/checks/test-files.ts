import { execFileSync } from 'node:child_process'

/** The test files of the project, from its root. */
export const testFiles = (): string[] =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.test.ts', '*.test.tsx'], {
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => file !== '')
