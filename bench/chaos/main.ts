/** `npm run chaos -- mass --kills 200`: kills processes at random while they work, and prints the tally. */
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { SESSION_COOKIE } from '#src/server/http/caller.ts'
import { connectTo } from '#src/server/database/cluster.ts'
import { openDemonstration } from './demonstration.ts'
import { chaosOfMassActions } from './mass.ts'
import { Processes, victims } from './processes.ts'

const HELP = `npm run chaos -- mass [options]
  --kills N   how often a process is ended with SIGKILL; 200 unless told
  --users N   people whom each job changes; 10000 unless told`
const say = (sentence: string) => void process.stderr.write(`${sentence}\n`)

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { kills: { type: 'string', default: '200' }, users: { type: 'string', default: '10000' } },
})
const [kills, users] = [Number(values.kills), Number(values.users)]
if (
  positionals.join() !== 'mass' ||
  !(Number.isInteger(kills) && kills > 0) ||
  !(Number.isInteger(users) && users >= 1000)
) {
  say(HELP)
  process.exit(2)
}

const dataFolder = mkdtempSync(join(tmpdir(), 'rollcall-chaos-'))
const began = performance.now()
let wrong = 1
try {
  const cookie = await openDemonstration(dataFolder, users, say)
  const connections = await connectTo({ dataFolder, say })
  const processes = await Processes.start(dataFolder, connections.dataFolder!)
  try {
    const asked = { cookie: `${SESSION_COOKIE}=${cookie}`, owner: connections.owner, kills }
    const tally = await chaosOfMassActions(processes, asked, say)
    const killed = victims.map((victim) => `${tally.kills[victim]} × ${victim}`).join(', ')
    const minutes = ((performance.now() - began) / 60_000).toFixed(1)
    process.stdout.write(
      [
        `${kills} kills (${killed}) in ${tally.jobs} jobs over ${users} people, ${minutes} min, ${cpus().length} cores`,
        `${tally.people} changes were planned; every one was made once, with one entry of history: ${tally.wrong.length === 0 ? 'yes' : 'NO'}`,
        ...tally.wrong,
        '',
      ].join('\n'),
    )
    wrong = tally.wrong.length
  } finally {
    await processes.stop()
    await connections.stop()
  }
} finally {
  rmSync(dataFolder, { recursive: true, force: true })
}
process.exitCode = wrong > 0 ? 1 : 0
