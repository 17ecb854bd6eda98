/** `rollcall doctor`: looks at everything that an installation rests on, changes nothing, and says how to mend what is wrong. */
import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { isWaiting } from '../features/first-run/service.ts'
import { verifyHistory } from '../features/history/service/verify.ts'
import { handIn, listAllTenants } from '../features/tenants/service.ts'
import { exit, type Command } from '../server/command-line/command.ts'
import { systemClock } from '../server/clock.ts'
import { originOf, type Config } from '../server/config.ts'
import type { Parts } from '../server/context.ts'
import { openKeyFile } from '../server/crypto/keyring.ts'
import { connectTo } from '../server/database/cluster.ts'
import { Database } from '../server/database/database.ts'
import { inspect } from '../server/database/inspect.ts'
import { Live } from '../server/database/live.ts'
import { openLog } from '../server/log.ts'

/** `note` is how it stands and no fault. */
export type Finding = { readonly what: string; readonly state: 'good' | 'note' | 'bad'; readonly says: string }

const finding =
  (state: Finding['state']) =>
  (what: string, says: string): Finding => ({ what, state, says })
const [good, note, bad] = [finding('good'), finding('note'), finding('bad')]

export const doctor: Command = {
  name: 'doctor',
  says: 'Look whether everything that this installation rests on is in order.',
  options: {},
  run: async (_given, { config, terminal }) => {
    const findings = [
      checkNode(),
      checkFolder(config),
      checkKey(config),
      ...(await checkDatabase(config, terminal.say)),
      await checkPort(config),
      checkMail(config),
      await checkProvider(config),
    ]
    terminal.answer(
      findings,
      findings.map(({ what, state, says }) => `${marks[state]} ${what}: ${says}`),
    )
    return findings.some(({ state }) => state === 'bad') ? exit.refused : exit.done
  },
}

const marks = { good: 'ok  ', note: '-   ', bad: 'BAD ' } as const
const sentenceOf = (error: unknown) => (error as Error).message

function checkNode(): Finding {
  const { node } = process.versions
  const [major = 0, minor = 0] = node.split('.').map(Number)
  const isNew = major > 22 || (major === 22 && minor >= 18)
  return isNew ? good('Node', node) : bad('Node', `${node} is too old; Rollcall needs 22.18. npm start brings its own.`)
}

function checkFolder({ dataFolder }: Config): Finding {
  if (!existsSync(dataFolder)) return note('Data folder', `${dataFolder} is not there yet; the first start makes it.`)
  try {
    accessSync(dataFolder, constants.R_OK | constants.W_OK | constants.X_OK)
    return good('Data folder', dataFolder)
  } catch {
    return bad(
      'Data folder',
      `${dataFolder} cannot be written by this account. Give it to the account that runs Rollcall.`,
    )
  }
}

function checkKey({ keyFile }: Config): Finding {
  if (!existsSync(keyFile)) return note('Key file', `${keyFile} is not there yet; the first start makes it.`)
  try {
    openKeyFile(keyFile)
  } catch (error) {
    return bad('Key file', sentenceOf(error))
  }
  const open = statSync(keyFile).mode & 0o077
  return open === 0
    ? good('Key file', `${keyFile}, readable by its owner alone. Back it up apart from the data.`)
    : bad('Key file', `Others on this machine can reach ${keyFile}. Mend it with: chmod 400 ${keyFile}`)
}

async function checkDatabase(config: Config, say: (sentence: string) => void): Promise<Finding[]> {
  if (config.databaseUrl === undefined && !existsSync(config.dataFolder))
    return [note('Database', 'the embedded one, which the first start makes.')]
  let connections
  try {
    connections = await connectTo({ databaseUrl: config.databaseUrl, dataFolder: config.dataFolder, say })
  } catch (error) {
    return [bad('Database', sentenceOf(error))]
  }
  try {
    const { version, major, missing, breach } = await inspect(connections)
    const server = `PostgreSQL ${version}, ${connections.dataFolder ? `embedded, in ${connections.dataFolder}` : 'your own'}`
    const found = [
      major >= 15 ? good('Database', server) : bad('Database', `${server}; Rollcall needs 15 or newer.`),
      missing.length === 0
        ? good('Migrations', 'all applied')
        : note('Migrations', `${missing.length} missing (${missing.join(', ')}); the next start applies them.`),
      breach === null ? good('Wall between tenants', 'stands') : bad('Wall between tenants', breach),
    ]
    if (missing.length > 0) return found
    const database = new Database(connections.app)
    try {
      return [...found, ...(await checkContents(config, database, connections.app))]
    } finally {
      await database.stop()
    }
  } finally {
    await connections.stop()
  }
}

async function checkContents(
  config: Config,
  database: Database,
  app: ConstructorParameters<typeof Live>[0],
): Promise<Finding[]> {
  const log = openLog('fatal', false)
  if (!existsSync(config.keyFile)) return []
  const parts: Parts = {
    database,
    clock: systemClock,
    keyring: openKeyFile(config.keyFile),
    live: new Live(app, log),
    log,
    mail: config.mail,
    publicOrigin: originOf(config),
  }
  const tenants = await listAllTenants(parts)
  const histories = await Promise.all(
    tenants.map(async ({ slug }) => [slug, await verifyHistory(await handIn(parts, slug))] as const),
  )
  return [
    tenants.length === 0
      ? note('First run', 'still to come: start Rollcall and open the address that it prints, or use rollcall setup.')
      : (await isWaiting(parts))
        ? note('First run', 'the wizard is open; its token was printed at the start.')
        : good('First run', `over; tenants: ${tenants.map(({ slug }) => slug).join(', ')}`),
    ...histories.map(([slug, { intact, entries, unsealed, faults }]) =>
      intact
        ? good(`Change log of ${slug}`, `intact, ${entries} entries, ${unsealed} not sealed yet`)
        : bad(`Change log of ${slug}`, faults.join(' ')),
    ),
  ]
}

async function checkPort({ host, port, tls }: Config): Promise<Finding> {
  const where = `${host}:${port}`
  const taken = await new Promise<string | null>((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    server.listen({ host, port }, () => server.close(() => resolve(null)))
  })
  if (taken === null) return good('Port', `${where} is free`)
  if (taken !== 'EADDRINUSE') return bad('Port', `${where} cannot be listened on (${taken}). Set HOST and PORT.`)
  const url = `${tls ? 'https' : 'http'}://${where}/readyz`
  const answers = await fetch(url, { signal: AbortSignal.timeout(2000) }).then(
    (answer) => answer.ok,
    () => false,
  )
  return answers
    ? good('Port', `Rollcall is running at ${where}`)
    : bad(
        'Port',
        `${where} is taken, and not by a Rollcall that is ready. Set PORT to a free one, or stop what listens there.`,
      )
}

const checkMail = ({ mail }: Config): Finding =>
  mail === null
    ? note('Mail', 'SMTP_URL is not set: mail stays in the console, under Settings, Outbox.')
    : good('Mail', `goes out as ${mail.from.address} by ${mail.host}`)

/** Asked as a sign-in would, since a provider that is away is found by the first who comes otherwise. */
async function checkProvider(config: Config): Promise<Finding> {
  const { openId } = config
  if (openId === null) return note('Sign in with Google', 'OIDC_CLIENT_ID is not set: passwords and passkeys alone.')
  const what = `Sign in with ${openId.name}`
  // Loaded when it is needed: no other verb asks a provider.
  const { discover, returnAddress } = await import('../features/google-sign-in/service/provider.ts')
  return discover(openId).then(
    () =>
      good(what, `${openId.issuer} answers; register ${returnAddress(originOf(config))} there as redirect address.`),
    (error: unknown) => bad(what, `${openId.issuer} cannot be asked: ${sentenceOf(error)}. Check OIDC_ISSUER.`),
  )
}
