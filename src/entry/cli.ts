/** The command line: `rollcall COMMAND`. docs/command-line.md describes it. */
import { ProblemError } from '../contract/problem.ts'
import { exit, UsageError, type Command, type ExitCode, type Opened } from '../server/command-line/command.ts'
import { helpOf, helpOfCommand } from '../server/command-line/help.ts'
import { findCommand, readTyped } from '../server/command-line/read.ts'
import { openTerminal } from '../server/command-line/terminal.ts'
import { ConfigError, loadEnvFile, readConfig } from '../server/config.ts'
import { commands } from './commands.ts'
import { openParts } from './parts.ts'
import { version } from './version.ts'

const complain = (...lines: readonly string[]) => void process.stderr.write(`${lines.join('\n')}\n`)
const print = (lines: readonly string[]) => void process.stdout.write(`${lines.join('\n')}\n`)

async function main(typed: readonly string[]): Promise<ExitCode> {
  const [first = 'help', ...others] = typed
  if (first === '--version') {
    print([version])
    return exit.done
  }
  if (first === 'help' || first === '--help') return help(others)
  const found = findCommand(commands, typed)
  if (!found) {
    complain(
      `There is no command “${typed
        .filter((word) => !word.startsWith('-'))
        .slice(0, 2)
        .join(' ')}”.`,
      '',
      ...helpOf(commands),
    )
    return exit.usage
  }
  try {
    return await run(found.command, found.rest)
  } catch (error) {
    return explain(error, found.command)
  }
}

function help(words: readonly string[]): ExitCode {
  const found = findCommand(commands, words)
  print(found ? helpOfCommand(found.command) : helpOf(commands))
  return words.length > 0 && !found ? exit.usage : exit.done
}

async function run(command: Command, typed: readonly string[]): Promise<ExitCode> {
  const { given, json, help: wantsHelp } = readTyped(command, typed)
  if (wantsHelp) {
    print(helpOfCommand(command))
    return exit.done
  }
  loadEnvFile()
  // What a person reads on a terminal is the command's own answer; LOG_LEVEL asks for more.
  const config = readConfig({ LOG_LEVEL: 'warn', ...process.env })
  const terminal = openTerminal(json)
  let opening: ReturnType<typeof openParts> | undefined
  const open = (): Promise<Opened> => (opening ??= openParts(config, terminal.say))
  try {
    return await command.run(given, { config, open, terminal })
  } finally {
    await opening?.then(({ close }) => close()).catch(() => undefined)
  }
}

/** What the person can mend is said in sentences; anything else keeps its stack. */
function explain(error: unknown, command: Command): ExitCode {
  if (error instanceof UsageError) {
    complain(error.message, '', ...helpOfCommand(command))
    return exit.usage
  }
  if (error instanceof ConfigError) {
    complain(error.message)
    return exit.usage
  }
  if (error instanceof ProblemError) complain(error.extra.detail ?? `${error.kind.title}. ${error.kind.mend}`)
  else complain((error as Error).stack ?? String(error))
  return exit.refused
}

process.exitCode = await main(process.argv.slice(2))
