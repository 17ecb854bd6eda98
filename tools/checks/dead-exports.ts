/** What is exported and that no program calls is dead, or was meant to be called: a test of it alone hides either. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const EXPORTED = /^export (?:async )?(?:function\*?|const|class) ([A-Za-z_$][\w$]*)/gm
const NAME = /[A-Za-z_$][\w$]*/g

/** Looked into by tests, which could not see it otherwise. */
const WINDOWS: Readonly<Record<string, string>> = {
  verifications: 'how often a password was really looked at (S13)',
  readRoster: 'a file read and staged in one step, as the program does in two',
}

export function deadExports(): string[] {
  const files = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', 'src/*.ts', 'src/*.tsx'],
    {
      encoding: 'utf8',
    },
  )
    .split('\n')
    .filter((file) => file !== '' && !/\.test\.tsx?$/.test(file) && !file.endsWith('/database/tables.ts'))
  const sources = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]))
  const times = new Map<string, number>()
  for (const source of sources.values())
    for (const [name] of source.matchAll(NAME)) times.set(name, (times.get(name) ?? 0) + 1)
  return [...sources].flatMap(([file, source]) =>
    [...source.matchAll(EXPORTED)]
      .map(([, name]) => name!)
      .filter((name) => times.get(name) === 1 && !Object.hasOwn(WINDOWS, name))
      .map((name) => `${file} exports ${name}, which no program uses`),
  )
}
