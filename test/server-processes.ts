/** Several server processes over one PostgreSQL, as an installation that grew has them. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const SERVER = fileURLToPath(new URL('./server.ts', import.meta.url))

export type Servers = { readonly addresses: readonly string[]; stop(): Promise<void> }

/** Each hears live notices and serves on a port of its own. `app`: how the program's role reaches the database. */
export async function startServers(app: object, count: number, connections = 6): Promise<Servers> {
  const processes = Array.from({ length: count }, () =>
    spawn(process.execPath, ['--disable-warning=ExperimentalWarning', SERVER, JSON.stringify({ app, connections })], {
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  )
  const addresses = await Promise.all(
    processes.map(async ({ stdout }) => String((await once(stdout, 'data'))[0]).trim()),
  )
  return {
    addresses,
    stop: async () =>
      void (await Promise.all(
        processes.map(async (one) => {
          const gone = once(one, 'exit')
          one.kill('SIGKILL')
          await gone
        }),
      )),
  }
}
