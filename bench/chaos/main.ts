/** `npm run chaos -- mass --kills 200`, `npm run chaos -- undo`: kills processes while they work, and prints what came of it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type pg from 'pg'
import { SESSION_COOKIE } from '#src/server/http/caller.ts'
import { connectTo } from '#src/server/database/cluster.ts'
import { openDemonstration } from './demonstration.ts'
import { chaosOfMassActions } from './mass.ts'
import { Processes, victims } from './processes.ts'
import { storyOfUndo } from './undo.ts'

const HELP = `npm run chaos -- mass|undo [options]
  mass: one job after another over everybody, while server, worker and database are killed
  undo: one job over everybody, people who are changed by somebody else meanwhile, a kill, and the way back
  --kills N   for mass: how often a process is ended with SIGKILL; 200 unless told
  --users N   people whom each job changes; 10000 unless told`
const say = (sentence: string) => void process.stderr.write(`${sentence}\n`)

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { kills: { type: 'string', default: '200' }, users: { type: 'string', default: '10000' } },
})
const [kills, users] = [Number(values.kills), Number(values.users)]
if (
  !['mass', 'undo'].includes(positionals.join()) ||
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
    const lines = positionals[0] === 'undo' ? await undo(processes, asked) : await mass(processes, asked)
    process.stdout.write(`${lines.join('\n')}\n`)
  } finally {
    await processes.stop()
    await connections.stop()
  }
} finally {
  rmSync(dataFolder, { recursive: true, force: true })
}
process.exitCode = wrong > 0 ? 1 : 0

type Asked = { readonly cookie: string; readonly owner: pg.ClientConfig; readonly kills: number }

function took(): string {
  return `${((performance.now() - began) / 60_000).toFixed(1)} min, ${cpus().length} cores`
}

async function mass(processes: Processes, asked: Asked): Promise<string[]> {
  const tally = await chaosOfMassActions(processes, asked, say)
  wrong = tally.wrong.length
  const killed = victims.map((victim) => `${tally.kills[victim]} × ${victim}`).join(', ')
  return [
    `${kills} kills (${killed}) in ${tally.jobs} jobs over ${users} people, ${took()}`,
    `${tally.people} changes were planned; every one was made once, with one entry of history: ${wrong === 0 ? 'yes' : 'NO'}`,
    ...tally.wrong,
  ]
}

async function undo(processes: Processes, asked: Asked): Promise<string[]> {
  const story = await storyOfUndo(processes, asked, say)
  wrong = story.wrong.length
  return [
    `${story.run.counts.changed} of ${story.people} people deactivated with a kill on the way, and taken back, ${took()}`,
    `${story.different.length} differ from before, those whom somebody else changed, and the report named each: ${wrong === 0 ? 'yes' : 'NO'}`,
    ...story.wrong.slice(0, 100),
  ]
}
