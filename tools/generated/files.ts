/** Every file of the project that is written by a script, with what it should hold. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openApi } from './openapi.ts'
import { problemPages } from './problem-pages.ts'
import { rowTypes } from './row-types.ts'

/** Path → text, or undefined for a file that should go. */
export type Files = Map<string, string | undefined>

export const generators: Record<string, () => Promise<Files>> = {
  'row-types': async () => new Map([['src/server/database/tables.ts', await rowTypes()]]),
  openapi: async () => new Map([['docs/openapi.json', await openApi()]]),
  problems: async () => {
    const folder = 'docs/problems'
    const pages = await problemPages()
    const there = existsSync(folder) ? readdirSync(folder) : []
    const gone = there.filter((name) => !pages.has(name)).map((name) => [join(folder, name), undefined] as const)
    return new Map([...gone, ...[...pages].map(([name, text]) => [join(folder, name), text] as const)])
  },
}

/** The paths whose file is not what it should be. */
export const staleFiles = (files: Files): string[] =>
  [...files]
    .filter(([path, text]) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined) !== text)
    .map(([path]) => path)
