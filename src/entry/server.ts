/** `rollcall serve`: console, API and background work in one process (FACE-1). */
import { pathToFileURL } from 'node:url'
import { makeDemonstration } from '../features/demo/service.ts'
import { openFirstRun } from '../features/first-run/service.ts'
import { startSealer } from '../features/history/service/seal.ts'
import { authenticate } from '../features/sessions/service.ts'
import { ConfigError, loadEnvFile, readConfig, type Config } from '../server/config.ts'
import { giveWay } from '../server/crypto/give-way.ts'
import { serveConsole } from '../server/http/console-files.ts'
import { mountHealth, openMetrics } from '../server/http/metrics.ts'
import { mountReference } from '../server/http/reference.ts'
import { buildServer } from '../server/http/server.ts'
import { isReachable } from '../server/database/reachable.ts'
import { jobMetrics } from '../server/jobs/metrics.ts'
import { startWorkers } from '../server/jobs/workers.ts'
import { jobs } from './jobs.ts'
import { openApiDocument } from './openapi-document.ts'
import { openParts } from './parts.ts'
import { allRoutes } from './routes.ts'

const CONSOLE = new URL('../../dist/console', import.meta.url).pathname
/** Few: what they do is done by PostgreSQL, and requests want it too. More processes with `rollcall work`. */
const JOBS_AT_A_TIME = 4
const say = (sentence: string) => void process.stdout.write(`${sentence}\n`)

export type Running = { readonly address: string; stop(): Promise<void> }

/** Starts everything and answers when it is ready. */
export async function serve(config: Config, options: { demo?: boolean } = {}): Promise<Running> {
  const { parts, connections, close } = await openParts(config, say, { live: true })
  const metrics = openMetrics()
  const app = await buildServer({
    parts,
    routes: allRoutes({ makeDemonstration: (p) => makeDemonstration(p) }),
    authenticate: authenticate(parts),
    trustedProxies: config.trustedProxies,
    publicUrl: config.publicUrl,
    ...(config.tls ? { tls: config.tls } : {}),
    observe: metrics.observe,
  })
  mountHealth(app, metrics, () => isReachable(parts.database))
  await mountReference(app, openApiDocument())
  await serveConsole(app, CONSOLE)
  const sealer = startSealer(parts)
  const { observe, countWith } = jobMetrics(metrics.registry)
  const workers = await startWorkers(connections, parts, jobs, { concurrency: JOBS_AT_A_TIME, observe })
  countWith(workers.count)
  giveWay()
  try {
    await app.listen({ host: config.host, port: config.port })
  } catch (error) {
    await workers.stop()
    await sealer.stop()
    await close()
    throw (error as { code?: string }).code === 'EADDRINUSE'
      ? new ConfigError(
          `Port ${config.port} of ${config.host} is taken. Set PORT to a free one, or stop what listens there.`,
        )
      : error
  }
  const bound = app.addresses()[0]
  const address =
    config.publicUrl ??
    `${config.tls ? 'https' : 'http'}://${config.host}:${typeof bound === 'object' ? bound.port : config.port}`
  await announce(address, await openFirstRun(parts), options.demo ? await makeDemonstration(parts) : null)
  let stopping: Promise<void> | undefined
  // Signals may come twice, from the terminal and from npm.
  const stop = () =>
    (stopping ??= (async () => {
      await app.close()
      await workers.stop()
      await sealer.stop()
      await close()
    })())
  return { address, stop }
}

async function announce(
  address: string,
  token: string | null,
  demo: Awaited<ReturnType<typeof makeDemonstration>> | null,
): Promise<void> {
  say(`Rollcall is ready at ${address}`)
  if (token) say(`Set it up: ${address}/setup/operator#token=${token}  (works once)`)
  if (demo?.password) say(`Demonstration: tenant demo, name ${demo.adminName}, password ${demo.password}  (shown once)`)
  else if (demo) say('Demonstration: the tenant demo is there already.')
}

/** A database that went away first must not keep the program. What was committed stays; a job goes to another process. */
const STOP_WITHIN = 15_000
function giveUp(): never {
  say('Not everything could be ended in order; Rollcall stops all the same.')
  process.exit(1)
}

export async function main(args: readonly string[]): Promise<void> {
  loadEnvFile()
  try {
    const running = await serve(readConfig(process.env), { demo: args.includes('--demo') })
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => {
        setTimeout(giveUp, STOP_WITHIN).unref()
        void running.stop().then(() => process.exit(0), giveUp)
      })
  } catch (error) {
    // What the person who starts it can mend is a sentence; anything else keeps its stack.
    process.stderr.write(
      `${error instanceof ConfigError ? error.message : ((error as Error).stack ?? String(error))}\n`,
    )
    process.exit(1)
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main(process.argv.slice(2))
