/**
 * Rollcall as `npm start -- --demo` runs it, for all journeys of a worker: a process of its own on a free port, over an
 * embedded database in a folder that goes with it. Each worker has its own, so that nobody else changes what a journey looks at.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { TestProject } from 'vitest/node'
import { openIdProvider } from '#test/openid-provider.ts'
import { isAlive } from '#src/server/database/embedded-processes.ts'

declare module 'vitest' {
  interface ProvidedContext {
    rollcalls: readonly Rollcall[]
  }
}

export type Rollcall = {
  /** `http://localhost:…` */
  readonly address: string
  /** The first-run wizard with its one-time token. */
  readonly setUp: string
  /** The administrator of the demonstration, as the start printed it. */
  readonly demonstration: { readonly tenant: string; readonly name: string; readonly password: string }
}

export default async function setup(project: TestProject) {
  removeForgotten()
  const journeys = project.vitest.state.getPaths().filter((path) => path.includes('/e2e/'))
  const count = Math.min(Number(project.config.maxWorkers), journeys.length)
  const running: Running[] = []
  const stop = async () => void (await Promise.all(running.map((one) => one.stop())))
  const started = await Promise.allSettled(Array.from({ length: count }, async () => running.push(await start())))
  for (const one of started)
    if (one.status === 'rejected') {
      await stop()
      throw one.reason
    }
  project.provide(
    'rollcalls',
    running.map(({ rollcall }) => rollcall),
  )
  return stop
}

type Running = { readonly rollcall: Rollcall; stop(): Promise<void> }

async function start(): Promise<Running> {
  const port = await freePort()
  const provider = await openIdProvider(`http://localhost:${port}`)
  const data = mkdtempSync(join(tmpdir(), `rollcall-e2e-${process.pid}-`))
  const program = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/entry/server.ts', '--demo'], {
    env: {
      ...process.env,
      // Known before the start, since links in mails and passkeys name it; and a name, since browsers keep no passkey for an address.
      ...{ PORT: String(port), HOST: 'localhost' },
      ...{ OIDC_ISSUER: provider.settings.issuer, OIDC_CLIENT_ID: provider.settings.clientId },
      ...{ OIDC_CLIENT_SECRET: provider.settings.clientSecret },
      ...{ DATABASE_URL: '', ROLLCALL_DATA: data, LOG_LEVEL: 'warn' },
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const stop = async () => {
    if (program.exitCode === null && program.kill('SIGTERM')) await once(program, 'exit')
    await provider.close()
    rmSync(data, { recursive: true, force: true })
  }
  try {
    return { rollcall: await whatItPrints(program), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, 'localhost')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

/** Waits for the lines that a start with a demonstration prints. */
async function whatItPrints(program: ChildProcess): Promise<Rollcall> {
  const said: string[] = []
  for await (const line of createInterface({ input: program.stdout! })) {
    said.push(line)
    const text = said.join('\n')
    const [, address] = /ready at (\S+)/.exec(text) ?? []
    const [, setUp] = /Set it up: (\S+)/.exec(text) ?? []
    const [, tenant, name, password] = /tenant (\S+), name (\S+), password (\S+)/.exec(text) ?? []
    if (address && setUp && tenant && name && password)
      return { address, setUp, demonstration: { tenant, name, password } }
  }
  throw new Error(`Rollcall did not start:\n${said.join('\n')}`)
}

/** A run that was killed leaves its data. */
function removeForgotten() {
  for (const name of readdirSync(tmpdir())) {
    const pid = /^rollcall-e2e-(\d+)-/.exec(name)?.[1]
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(tmpdir(), name), { recursive: true, force: true })
  }
}
