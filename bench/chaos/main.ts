/**
 * `npm run chaos -- mass --kills 200`, `-- undo`: kills processes while they work; `-- console`: changes everybody at the screen, and takes
 * it back; `-- guesses`: guesses a password. Prints what came of it.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type pg from 'pg'
import { SESSION_COOKIE } from '#src/server/http/caller.ts'
import { connectTo } from '#src/server/database/cluster.ts'
import { storyOfConsole } from './console.ts'
import { openDemonstration } from './demonstration.ts'
import { storyOfGuesses, type Owner } from './guesses.ts'
import { openLoaded } from './loaded.ts'
import { chaosOfMassActions } from './mass.ts'
import { Processes, victims } from './processes.ts'
import { storyOfUndo } from './undo.ts'

const HELP = `npm run chaos -- mass|undo|console|guesses [options]
  mass: one job after another over everybody, while server, worker and database are killed
  undo: one job over everybody, people who are changed by somebody else meanwhile, a kill, and the way back
  console: in a browser, the skills of all who match a filter but three are replaced, and put back
  guesses: the password of one account is guessed from 64 addresses for an hour, and its owner signs in meanwhile
  --kills N   for mass: how often a process is ended with SIGKILL; 200 unless told
  --users N   people whom each job changes; 10000 unless told; from 100000 on those that the measurements load, not a demonstration
  --guesses N for guesses: how many; 10000 unless told`
const say = (sentence: string) => void process.stderr.write(`${sentence}\n`)

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    kills: { type: 'string', default: '200' },
    users: { type: 'string', default: '10000' },
    guesses: { type: 'string', default: '10000' },
  },
})
const [kills, users, tries] = [Number(values.kills), Number(values.users), Number(values.guesses)]
if (
  !['mass', 'undo', 'console', 'guesses'].includes(positionals.join()) ||
  !(Number.isInteger(kills) && kills > 0) ||
  !(Number.isInteger(users) && users >= 1000) ||
  !(Number.isInteger(tries) && tries >= 60)
) {
  say(HELP)
  process.exit(2)
}

/** Of more people a demonstration, with three years behind each, is made for too long. */
const MANY = 100_000

const temporary = mkdtempSync(join(tmpdir(), 'rollcall-chaos-'))
const began = performance.now()
let wrong = 1
try {
  const { cookie, owner, dataFolder } = await openPeople()
  const connections = await connectTo({ dataFolder, say })
  const processes = await Processes.start(dataFolder, connections.dataFolder!)
  try {
    const asked = { cookie, owner: connections.owner, kills }
    const stories = {
      undo,
      mass,
      console: atTheScreen,
      guesses: (on: Processes) => guess(on, owner!, connections.owner),
    }
    const lines = await stories[positionals[0] as keyof typeof stories](processes, asked)
    process.stdout.write(`${lines.join('\n')}\n`)
  } finally {
    await processes.stop()
    await connections.stop()
  }
} finally {
  rmSync(temporary, { recursive: true, force: true })
}
process.exitCode = wrong > 0 ? 1 : 0

type People = { readonly cookie: string; readonly dataFolder: string; readonly owner?: Owner }

async function openPeople(): Promise<People> {
  const isGuessed = positionals[0] === 'guesses'
  if (users >= MANY && !isGuessed) return openLoaded(users, say)
  const { cookie, owner } = await openDemonstration(temporary, isGuessed ? 1000 : users, say)
  return { cookie: `${SESSION_COOKIE}=${cookie}`, dataFolder: temporary, owner }
}

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

async function atTheScreen(processes: Processes, asked: Asked): Promise<string[]> {
  const { matching, planned, changed, different, wrong: faults } = await storyOfConsole(processes, asked, say)
  wrong = faults.length
  return [
    `${matching} of ${users} people matched at the screen; all but 3 were to have other skills, ${took()}`,
    `the preview said ${planned.will} will change, ${planned.already} are so already and ${planned.skipped} are skipped; ${changed} were changed`,
    `all of it as the database has it, and after undo ${different} differ from before: ${wrong === 0 ? 'yes' : 'NO'}`,
    ...faults.slice(0, 100),
  ]
}

async function guess(processes: Processes, owner: Owner, database: pg.ClientConfig): Promise<string[]> {
  const {
    answers,
    checked,
    owner: one,
    wrong: faults,
  } = await storyOfGuesses(processes, { owner, guesses: tries, database }, say)
  wrong = faults.length
  const said = Object.entries(answers).map(([status, count]) => `${count} × ${status}`)
  return [
    `${tries} guesses at one account in an hour, from 64 addresses (${said.join(', ')}), ${took()}`,
    `${checked} of them got through to the check, at most 10 may: ${wrong === 0 ? 'yes' : 'NO'}`,
    `its owner signed in ${one.signedIn} of ${one.of} times meanwhile in a known browser, p95 ${Math.round(one.p95)} ms`,
    ...faults,
  ]
}
