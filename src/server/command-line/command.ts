/** What a verb of the command line is. Each feature has its own in `cli.ts`; `entry/cli.ts` is the list of them. */
import type { Parts } from '../context.ts'
import type { Connections } from '../database/cluster.ts'
import type { Config } from '../config.ts'

/** What a program ends with: done; something was refused or failed; asked in a way that is not understood. */
export const exit = { done: 0, refused: 1, usage: 2 } as const
export type ExitCode = (typeof exit)[keyof typeof exit]

export type OptionDefinition = {
  /** What stands for its value in the usage, such as `SLUG`; without one it is a switch. */
  readonly value?: string
  readonly says: string
  readonly required?: true
  /** May be given several times. */
  readonly many?: true
}

export type Command = {
  /** One word or two: `import`, `users find`. */
  readonly name: string
  readonly says: string
  /** What follows the name: `FILE`, `[SEARCH]`, `NAME…`. */
  readonly takes?: string
  readonly options: Readonly<Record<string, OptionDefinition>>
  /** Further lines of its help. */
  readonly more?: readonly string[]
  readonly run: (given: Given, program: Program) => Promise<ExitCode>
}

/** What was typed. */
export type Given = {
  readonly args: readonly string[]
  readonly text: (option: string) => string | undefined
  readonly texts: (option: string) => readonly string[]
  readonly is: (option: string) => boolean
}

export type Opened = { readonly parts: Parts; readonly connections: Connections; readonly migrated: readonly string[] }

/** The program around a command. */
export type Program = {
  readonly config: Config
  /** Opens the database, migrated, once it is needed; closed by itself when the command ends. */
  readonly open: () => Promise<Opened>
  readonly terminal: Terminal
}

/** Words for people go out line by line; with `--json` one document for programs does instead. */
export type Terminal = {
  readonly json: boolean
  /** The result, to stdout: as JSON, or the lines for people. */
  readonly answer: (document: unknown, lines: readonly string[]) => void
  /** What happens meanwhile, to stderr. */
  readonly say: (sentence: string) => void
  /** A bar on stderr while somebody looks at it; `what` is counted, like "rows". */
  readonly progress: (what: string) => { readonly to: (done: number, of: number) => void; readonly end: () => void }
}

/** The command was asked in a way that makes no sense; its usage is printed below the sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** An option that every command about one tenant has. */
export const tenantOption = { value: 'SLUG', says: 'The short name of the tenant.', required: true } as const
