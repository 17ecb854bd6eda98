/** The command line as somebody runs it: a process of its own, over a database of the test's. */
import { spawn, type ChildProcess } from 'node:child_process'
import type pg from 'pg'

const CLI = new URL('../src/entry/cli.ts', import.meta.url).pathname

export type Ended = { readonly code: number | null; readonly out: string; readonly err: string }
export type Environment = Readonly<Record<string, string>>
export type CommandLine = {
  /** Runs a command to its end; what is set for it alone comes first. */
  run(environment: Environment, ...typed: string[]): Promise<Ended>
  /** Begins one that goes on until it is told to stop. */
  start(environment: Environment, ...typed: string[]): ChildProcess
}

/** Where the program finds a database that the tests made. */
export const urlOf = ({ connectionString, host, user, database }: pg.ClientConfig): string =>
  connectionString ?? `postgresql://${user}@localhost/${database}?host=${encodeURIComponent(host!)}`

/** Runs commands in a folder, which also keeps what the program keeps. */
export function commandLine(folder: string): CommandLine {
  // Nothing else from outside; what Node made of our TypeScript before, it need not make again.
  const { PATH, NODE_COMPILE_CACHE } = process.env
  const own = { PATH, NODE_COMPILE_CACHE, ROLLCALL_DATA: `${folder}/data`, PORT: '0' }
  const start: CommandLine['start'] = (environment, ...typed) =>
    spawn(process.execPath, ['--disable-warning=ExperimentalWarning', CLI, ...typed], {
      cwd: folder,
      env: { ...own, ...environment },
    })
  return {
    start,
    run(environment, ...typed) {
      const child = start(environment, ...typed)
      const ended = { out: '', err: '' }
      child.stdout!.on('data', (chunk) => (ended.out += chunk))
      child.stderr!.on('data', (chunk) => (ended.err += chunk))
      return new Promise((resolve) => child.on('close', (code) => resolve({ ...ended, code })))
    },
  }
}
