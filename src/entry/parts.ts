/** The parts of a running program, opened in the order in which they need each other. */
import { originOf, type Config } from '../server/config.ts'
import { systemClock } from '../server/clock.ts'
import type { Parts } from '../server/context.ts'
import { openKeyFile } from '../server/crypto/keyring.ts'
import { connectTo, type Connections } from '../server/database/cluster.ts'
import { Database } from '../server/database/database.ts'
import { migrate } from '../server/database/migrate.ts'
import { Live } from '../server/database/live.ts'
import { openLog } from '../server/log.ts'

export type Opened = {
  readonly parts: Parts
  readonly connections: Connections
  readonly migrated: string[]
  close(): Promise<void>
}

/** Opens database, key and log; migrates first. `say` is told what takes time or lies elsewhere than expected. */
export async function openParts(
  config: Config,
  say: (sentence: string) => void,
  options: { live?: boolean } = {},
): Promise<Opened> {
  const log = openLog(config.logLevel, process.stderr.isTTY)
  const connections = await connectTo({ databaseUrl: config.databaseUrl, dataFolder: config.dataFolder, say })
  try {
    const migrated = await migrate(connections.owner)
    const database = new Database(connections.app)
    const live = new Live(connections.app, log)
    if (options.live) await live.start()
    const parts: Parts = {
      database,
      clock: systemClock,
      keyring: openKeyFile(config.keyFile),
      live,
      log,
      mail: config.mail,
      openId: config.openId,
      publicOrigin: originOf(config),
    }
    const close = async () => {
      await live.stop()
      await database.stop()
      await connections.stop()
    }
    return { parts, connections, migrated, close }
  } catch (error) {
    await connections.stop()
    throw error
  }
}
