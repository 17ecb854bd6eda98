/** Files of calls go in through the command line, and `awk` counts what is in them (LOG-4). */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { commandLine, urlOf } from '#test/command-line.ts'
import { world } from '#test/world.ts'
import type { FileReport } from './contract/files.ts'

const w = await world()
const folder = mkdtempSync(join(tmpdir(), 'rollcall-calls-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const { run } = commandLine(folder)
const extensions = ['204', '205', '206', '207', '208']
for (const number of extensions)
  await w.hire(`Agent ${number}`, { more: { virtualExtension: number, timeZone: 'Europe/Riga' } })

beforeEach(async () => {
  await sql`truncate calls, call_days, call_totals, recent_calls, calls_aside, call_aliases`.execute(w.db)
})

let files = 0
async function count(lines: readonly string[], ...options: string[]): Promise<FileReport & { code: number | null }> {
  const path = join(folder, `${(files += 1)}.csv`)
  writeFileSync(path, lines.map((line) => `${line}\n`).join(''))
  const { code, out, err } = await run(
    { DATABASE_URL: urlOf(w.connections.owner) },
    'calls',
    path,
    '--tenant',
    'nordlys',
    '--zone',
    'Europe/Riga',
    '--json',
    ...options,
  )
  if (out === '') throw new Error(err)
  return { code, ...(JSON.parse(out) as FileReport) }
}

/** "204 2026-03-14 calls handled missed talk" for each agent and day, as the product counts. */
async function counted(): Promise<string[]> {
  const { rows } = await sql<{ line: string }>`
    select concat_ws(' ', u.virtual_extension, d.day, d.calls, d.handled, d.missed, d.talk_seconds) as line
    from call_days d join users u on u.tenant_id = d.tenant_id and u.id = d.user_id`.execute(w.db)
  return rows.map(({ line }) => line).sort()
}
const awk = (program: string, lines: readonly string[]): string[] =>
  execFileSync('awk', [program], { input: `${lines.join('\n')}\n`, encoding: 'utf8' })
    .trimEnd()
    .split('\n')
    .sort()

const SUMS = `{ k = agent " " day; calls[k]++; handled[k] += answered; missed[k] += !answered && inbound; talked[k] += talk }
  END { for (k in calls) print k, calls[k], handled[k], missed[k], talked[k] }`

/** Dice that always fall alike. */
let seed = 1
const below = (end: number) => (seed = (seed * 48_271) % 2_147_483_647) % end
const two = (n: number) => String(n).padStart(2, '0')
const shuffled = (lines: readonly string[]) =>
  lines
    .map((line) => [below(1e6), line] as const)
    .sort(([a], [b]) => a - b)
    .map(([, line]) => line)

/** A row of cdr_csv: words in quotes, numbers without; the caller id holds both quotes and commas. */
function masterRow(n: number, further: string): string {
  const agent = `${below(2) ? 'PJSIP' : 'SIP'}/${extensions[below(extensions.length)]}-${n.toString(16).padStart(8, '0')}`
  const trunk = `PJSIP/provider-${n.toString(16).padStart(8, '0')}`
  const outbound = below(4) === 0
  const [answered, talk, minute] = [below(5) > 0, below(280), below(50)]
  const [day, hour] = [`2026-03-${two(1 + below(28))}`, two(below(24))]
  const at = (second: number) => `"${day} ${hour}:${two(minute + Math.floor(second / 60))}:${two(second % 60)}"`
  const disposition = answered ? 'ANSWERED' : ['NO ANSWER', 'BUSY', 'FAILED'][below(3)]
  return [
    `"","+3712000${below(10_000)}","204","from-trunk","""Doe, Jane ${n}"" <+37120000000>"`,
    outbound ? `"${agent}","${trunk}"` : `"${trunk}","${agent}"`,
    `"Queue","support,t,,,60",${at(0)},${answered ? at(9) : ''},${at(answered ? 9 + talk : 20)}`,
    `${answered ? 9 + talk : 20},${answered ? talk : 0},"${disposition}","DOCUMENTATION"${further}`,
  ].join(',')
}
const inMaster = `{
  match($0, /SIP\\/[0-9]+-/); agent = substr($0, RSTART + 4, RLENGTH - 5); inbound = index($0, "/provider-") < RSTART
  match($0, /"2026-[0-9][0-9]-[0-9][0-9] /); day = substr($0, RSTART + 1, 10)
  answered = /"ANSWERED"/
  match($0, /,[0-9]+,[0-9]+,"[A-Z ]+","DOCUMENTATION"/); split(substr($0, RSTART, RLENGTH), cells, ","); talk = cells[3]
} ${SUMS}`

const plainRow = (n: number) => {
  const [answered, talk] = [below(5) > 0, below(600)]
  const at = `2026-04-${two(1 + below(28))} ${two(below(23))}:${two(below(60))}:${two(below(60))}`
  return `${n};${extensions[below(extensions.length)]};${below(3) ? 'in' : 'out'};${at};${answered ? talk : 0};${answered ? 'answered' : 'missed'}`
}
const inPlain = `BEGIN { FS = ";" } { agent = $2; day = substr($4, 1, 10); inbound = $3 == "in"; answered = $6 == "answered"; talk = $5 } ${SUMS}`
const head = 'Call ID;Operator;Kind;Began at;Talk time;Status'
const matched = ['--column', 'agent=Operator', '--column', 'direction=Kind', '--column', 'start=Began at']

const [ROWS, HALF] = [800, 350]
const numbers = Array.from({ length: ROWS }, (_, n) => n)
const master = (further: (n: number) => string) => numbers.map((n) => masterRow(n, further(n)))
const plain = numbers.map(plainRow)

describe('what awk counts in a file is what is counted', { timeout: 120_000 }, () => {
  test.each<[string, string[], string, (rows: string[]) => string[], string[]]>([
    ['Master.csv of sixteen cells', master(() => ''), inMaster, (rows) => rows, []],
    ['Master.csv of eighteen cells', master((n) => `,"1772359200.${n}",""`), inMaster, (rows) => rows, []],
    ['a plain CSV with matched columns', plain, inPlain, (rows) => [head, ...rows], matched],
  ])('%s: in two halves of a shuffled file, and the whole of it once more', async (_, rows, program, file, options) => {
    const expected = awk(program, rows)
    expect(expected.length).toBeGreaterThan(100)
    const mixed = shuffled(rows)
    for (const half of [mixed.slice(HALF), mixed.slice(0, HALF)])
      expect(await count(file(half), ...options)).toMatchObject({ code: 0, counted: half.length, aside: [] })
    expect(await counted()).toEqual(expected)
    expect(await count(file(rows), ...options)).toMatchObject({ code: 0, counted: 0, repeated: ROWS })
    expect(await counted()).toEqual(expected)
  })
})
