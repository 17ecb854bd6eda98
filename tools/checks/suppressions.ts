/** Whoever silences a rule says why: `// eslint-disable-next-line rule -- because …`. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

export function unexplainedSuppressions(): string[] {
  const files = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.tsx', '*.mjs', '*.js'],
    { encoding: 'utf8' },
  )
  return files
    .split('\n')
    .filter((file) => file !== '' && !file.startsWith('tools/checks/'))
    .flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .map((line, index) => ({ line, at: `${file}:${index + 1}` }))
        .filter(({ line }) => /eslint-disable|@ts-expect-error|@ts-ignore/.test(line))
        .filter(({ line }) => !/(-- \S+ \S+|@ts-expect-error:? \S+ \S+)/.test(line))
        .map(({ at }) => `${at} silences a rule without a reason`),
    )
}
