/** The command line as somebody runs it: a process of its own, over a database of the test's. */
import { spawn } from 'node:child_process'
import type pg from 'pg'

const CLI = new URL('../src/entry/cli.ts', import.meta.url).pathname

export type Ended = { readonly code: number | null; readonly out: string; readonly err: string }

const urlOf = ({ connectionString, host, user, database }: pg.ClientConfig): string =>
  connectionString ?? `postgresql://${user}@localhost/${database}?host=${encodeURIComponent(host!)}`

/** Runs commands in a folder, which also keeps what the program keeps. */
export function commandLine(owner: pg.ClientConfig, folder: string): (...typed: string[]) => Promise<Ended> {
  // Nothing else from outside; what Node made of our TypeScript before, it need not make again.
  const { PATH, NODE_COMPILE_CACHE } = process.env
  const env = { PATH, NODE_COMPILE_CACHE, ROLLCALL_DATA: `${folder}/data`, PORT: '0', DATABASE_URL: urlOf(owner) }
  return (...typed) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', CLI, ...typed], {
      cwd: folder,
      env,
    })
    const ended = { out: '', err: '' }
    child.stdout.on('data', (chunk) => (ended.out += chunk))
    child.stderr.on('data', (chunk) => (ended.err += chunk))
    return new Promise((resolve) => child.on('close', (code) => resolve({ ...ended, code })))
  }
}
