/** Workers as a process of their own, for tests that kill it: `node test/worker.ts '{"app": …, "jobs": …}'` (worker-processes.ts). */
import { randomBytes } from 'node:crypto'
import { jobs } from '#src/entry/jobs.ts'
import { systemClock } from '#src/server/clock.ts'
import { Keyring } from '#src/server/crypto/keyring.ts'
import { Database } from '#src/server/database/database.ts'
import { Live } from '#src/server/database/live.ts'
import { startWorkers } from '#src/server/jobs/workers.ts'
import { openLog } from '#src/server/log.ts'
import type { MailSettings } from '#src/server/mail/settings.ts'

const given = JSON.parse(process.argv[2]!) as {
  app: object
  jobs: object
  publicOrigin: string
  concurrency: number
  key?: string
  mail?: MailSettings
}
const log = openLog('silent', false)
await startWorkers(
  { jobs: given.jobs },
  {
    database: new Database(given.app, { connections: 6 }),
    clock: systemClock,
    keyring: new Keyring(given.key === undefined ? randomBytes(32) : Buffer.from(given.key, 'hex')),
    live: new Live(given.app, log),
    log,
    mail: given.mail ?? null,
    publicOrigin: given.publicOrigin,
  },
  jobs,
  { concurrency: given.concurrency },
)
process.stdout.write('ready\n')
