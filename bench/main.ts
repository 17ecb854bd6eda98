/** `npm run bench -- list read console start --users 1000000`: measures, and prints one table. */
import { writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { Bench, type Measure } from './bench.ts'
import { asMarkdown, asTable, count, type Figure } from './figures.ts'
import { measureActivity } from './measures/activity.ts'
import { measureCalls } from './measures/calls.ts'
import { measureConsole } from './measures/console.ts'
import { measureExport } from './measures/export.ts'
import { measureImport } from './measures/import.ts'
import { measureList } from './measures/list.ts'
import { measureLive } from './measures/live.ts'
import { measureMass } from './measures/mass.ts'
import { measureRead } from './measures/read.ts'
import { measureSignOuts } from './measures/sign-out.ts'
import { measureSignIn } from './measures/sign-in.ts'
import { measureStart } from './measures/start.ts'

const MEASURES: Readonly<Record<string, Measure>> = {
  list: measureList,
  read: measureRead,
  mass: measureMass,
  import: measureImport,
  export: measureExport,
  calls: measureCalls,
  console: measureConsole,
  activity: measureActivity,
  live: measureLive,
  'sign-out': measureSignOuts,
  'sign-in': measureSignIn,
  start: measureStart,
}
const HELP = `npm run bench -- [${Object.keys(MEASURES).join('] [')}] [options]   (all of them unless told)
  --users N      people to load; 1000000 unless told
  --fresh        load them anew, even where an earlier run left them
  --json         the figures as JSON
  --write FILE   the figures into a Markdown file`

const say = (sentence: string) => void process.stderr.write(`${sentence}\n`)

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    users: { type: 'string', default: '1000000' },
    fresh: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    write: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})
const users = Number(values.users)
const unknown = positionals.filter((name) => !Object.hasOwn(MEASURES, name))
if (values.help || unknown.length > 0 || !Number.isInteger(users) || users < 1000) {
  if (unknown.length > 0) say(`There is no measurement ${unknown.join(', ')}.`)
  say(HELP)
  process.exit(values.help ? 0 : 2)
}

const bench = new Bench({ users, fresh: values.fresh }, say)
const figures: Figure[] = []
try {
  for (const name of positionals.length > 0 ? positionals : Object.keys(MEASURES)) {
    say(`Measuring ${name} …`)
    for await (const figure of MEASURES[name]!(bench)) {
      say(`  ${figure.ok === false ? 'NOT MET ' : ''}${figure.what}: ${figure.measured}`)
      figures.push(figure)
    }
  }
} finally {
  await bench.stop()
}

const machine = `${count(users)} users; ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}; clients, program and PostgreSQL on the same machine; ${new Date().toISOString().slice(0, 10)}`
if (values.json) process.stdout.write(`${JSON.stringify({ machine, figures }, null, 2)}\n`)
else process.stdout.write(`${machine}\n\n${asTable(figures)}\n`)
if (values.write !== undefined) {
  const again = ['npm run bench --', ...positionals, '--users', String(users)].join(' ')
  writeFileSync(values.write, `# Measurements\n\n${machine}. Again: \`${again}\`.\n\n${asMarkdown(figures)}\n`)
}
