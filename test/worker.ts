/** Workers as a process of their own, for tests that kill it: `node test/worker.ts '{"app": …, "jobs": …}'`. */
import { randomBytes } from 'node:crypto'
import { jobs } from '#src/entry/jobs.ts'
import { systemClock } from '#src/server/clock.ts'
import { Keyring } from '#src/server/crypto/keyring.ts'
import { Database } from '#src/server/database/database.ts'
import { Live } from '#src/server/database/live.ts'
import { startWorkers } from '#src/server/jobs/workers.ts'
import { openLog } from '#src/server/log.ts'

const given = JSON.parse(process.argv[2]!) as { app: object; jobs: object }
const log = openLog('silent', false)
await startWorkers(
  { jobs: given.jobs },
  {
    database: new Database(given.app, { connections: 6 }),
    clock: systemClock,
    keyring: new Keyring(randomBytes(32)),
    live: new Live(given.app, log),
    log,
    mail: null,
    publicOrigin: 'https://rollcall.test',
  },
  jobs,
  { concurrency: 2 },
)
process.stdout.write('ready\n')
