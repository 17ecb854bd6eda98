/** Every command: those of the features, and here the few about the installation itself. */
import { addressCommands } from '../features/address-lists/cli.ts'
import { apiKeyCommands } from '../features/api-keys/cli.ts'
import { callCommands } from '../features/calls/cli.ts'
import { demoCommands } from '../features/demo/cli.ts'
import { exportCommands } from '../features/exports/cli.ts'
import { setUpCommands } from '../features/first-run/cli.ts'
import { historyCommands } from '../features/history/cli.ts'
import { importCommands } from '../features/imports/cli.ts'
import { leadCommands } from '../features/leads/cli.ts'
import { userCommands } from '../features/users/cli.ts'
import { exit, UsageError, type Command } from '../server/command-line/command.ts'
import { readConfig } from '../server/config.ts'
import { backup } from '../server/database/backup.ts'
import { restore } from '../server/database/restore.ts'
import { doctor } from './doctor.ts'
import { massCommands } from './mass/commands.ts'

const serve: Command = {
  name: 'serve',
  says: 'Serve console and API, and do the background work.',
  options: { demo: { says: 'Also make the demonstration.' } },
  run: async (given) => {
    // Loaded when it is needed: no other verb needs a web server.
    const { main } = await import('./server.ts')
    await main(given.is('demo') ? ['--demo'] : [])
    return new Promise(() => {})
  },
}

const work: Command = {
  name: 'work',
  says: 'Do background work alone, beside a serve over the same PostgreSQL.',
  options: { jobs: { value: 'N', says: 'Jobs at a time; 4 unless told.' } },
  run: async (given, { terminal }) => {
    const concurrency = Number(given.text('jobs') ?? '4')
    if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > 64)
      throw new UsageError('--jobs takes a whole number from 1 to 64.')
    const { work } = await import('./work.ts')
    // A service, which logs what it does as serve does.
    const working = await work(readConfig(process.env), terminal.say, concurrency)
    const told = new Promise((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, resolve)
    })
    // Said once it can be told to stop.
    terminal.say(`Rollcall is at work, on ${concurrency === 1 ? 'one job' : `${concurrency} jobs`} at a time.`)
    await told
    await working.stop()
    return exit.done
  },
}

const migrate: Command = {
  name: 'migrate',
  says: 'Bring the database to the state that this version knows.',
  options: {},
  run: async (_given, { open, terminal }) => {
    const { migrated } = await open()
    terminal.answer({ migrated }, migrated.length > 0 ? migrated : ['The database is up to date.'])
    return exit.done
  },
}

const backUp: Command = {
  name: 'backup',
  says: 'Write everything into one file, while the product works.',
  takes: 'FILE',
  options: {},
  more: ['Secrets in it are sealed by the key file, which is not in it: keep both, and not together.'],
  run: async ({ args: [file] }, { open, terminal }) => {
    const counts = await backup((await open()).connections.owner, file!)
    terminal.answer({ file, ...counts }, [`${file}: ${counts.rows} rows of ${counts.tables} tables.`])
    return exit.done
  },
}

const putBack: Command = {
  name: 'restore',
  says: 'Put a backup into an empty database.',
  takes: 'FILE',
  options: {},
  run: async ({ args: [file] }, { open, terminal }) => {
    const counts = await restore((await open()).connections.owner, file!)
    terminal.answer({ file, ...counts }, [`${counts.rows} rows of ${counts.tables} tables are back.`])
    return exit.done
  },
}

/** Every verb of the command line, in the order in which its help lists them. */
export const commands: readonly Command[] = [
  serve,
  work,
  migrate,
  ...setUpCommands,
  ...demoCommands,
  ...importCommands,
  ...exportCommands,
  ...callCommands,
  ...leadCommands,
  ...userCommands,
  ...massCommands,
  ...apiKeyCommands,
  ...addressCommands,
  ...historyCommands,
  backUp,
  putBack,
  doctor,
]
