/** A mended cell is checked with the rows that it touches alone, and the verdicts are those of a check of the whole file (BULK-6). */
import { sql } from 'kysely'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { atWork, run } from '#test/at-work.ts'
import '#test/chance.ts'
import type { Answer } from '#test/client.ts'
import { world } from '#test/world.ts'

const w = await world()
await atWork(w)
const ana = w.as('ana')
const agent = { site: 'Riga', roles: ['Agent'] }

beforeAll(async () => {
  expect((await ana.post('/pbxes', { name: 'Main', domain: 'pbx.example.com' })).status).toBe(201)
  const there = [
    'username,email,external id,sip option,sip extension,pbx',
    'una,una@x.example,1,pbx,201,Main',
    'duo,duo@x.example,2,pbx,202,Main',
    'tre,tre@x.example,3,,,',
  ].join('\n')
  const { body } = await ana.post('/imports', { text: there, ...agent })
  expect(body.counts).toMatchObject({ create: 3 })
  const { body: plan } = await ana.post(`/imports/${body.id}/plan`)
  expect((await run(ana, plan)).counts).toMatchObject({ changed: 3 })
})

/** Few words for each column, so that rows of a file meet one another and those who are there. */
const WORDS = {
  username: ['', 'una', 'duo', 'neu', 'neu@x.example', 'nine', 'not a name', 'UNA'],
  email: ['', 'una@x.example', 'neu@x.example', 'NEU@x.example', 'nine@x.example', 'duo', 'tre@x.example'],
  'external id': ['', '1', '2', '3', '9'],
  'first name': ['', 'Una', 'Edda'],
  site: ['', 'Riga', 'Nowhere'],
  skills: ['', 'Latvian', 'Latvain', 'latvain;Elvish:3'],
  'sip option': ['', 'pbx', 'external'],
  'sip extension': ['', '201', '202', '301'],
  'virtual extension': ['', '201', '301', '302'],
  pbx: ['', 'Main', 'Other'],
  phone: ['', '+37120000000', '1'],
} as const
const HEADINGS = Object.keys(WORDS) as (keyof typeof WORDS)[]

const rowOf = fc.tuple(...HEADINGS.map((heading) => fc.constantFrom<string>(...WORDS[heading])))
const fileOf = fc.array(rowOf, { minLength: 2, maxLength: 12 })
const optionsOf = fc.record(
  {
    mode: fc.constantFrom('create', 'update', 'both'),
    key: fc.constantFrom('externalId', 'username', 'email', 'extension'),
    blank: fc.constantFrom('leave', 'clear'),
    createGroups: fc.boolean(),
    emailFrom: fc.constantFrom('{username}@x.example', '{externalId}@x.example'),
    pbx: fc.constant('Main'),
  },
  { requiredKeys: ['mode', 'key'] },
)
const mendOf = fc.record({
  row: fc.nat(),
  column: fc.nat({ max: HEADINGS.length - 1 }),
  word: fc.nat(),
  leftOut: fc.option(fc.boolean(), { freq: 4 }),
})
const mendsOf = fc.array(fc.array(mendOf, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 })
type Mend = { row: number; column: number; word: number; leftOut: boolean | null }

function asRow({ row, column, word, leftOut }: Mend, rows: number) {
  const words = WORDS[HEADINGS[column]!]
  const cells = { [column + 1]: words[word % words.length] }
  return { line: (row % rows) + 2, ...(leftOut === null ? { cells } : { leftOut }) }
}

/** What is said of the file and of each row. */
async function verdicts(id: string) {
  const { version: _version, keptUntil: _until, ...draft } = (await ana.get(`/imports/${id}`)).body
  return { draft, rows: (await ana.get(`/imports/${id}/rows?limit=100`)).body.items as Answer['body'][] }
}
const asItIs = async (id: string) => ({ 'if-match': (await ana.get(`/imports/${id}`)).headers['etag']! })

async function bring(lines: readonly (readonly string[])[], options: object): Promise<string> {
  // A blank row is none: the last column keeps each where it is.
  const text = [[...HEADINGS, 'remark'], ...lines.map((line) => [...line, 'x'])]
    .map((line) => line.join(','))
    .join('\n')
  const { status, body } = await ana.post('/imports', { text, ...agent, ...options })
  expect([status, body.detail]).toEqual([201, undefined])
  return body.id as string
}

test('whatever is mended, what is found is what a check of the whole file finds', { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fileOf, optionsOf, mendsOf, async (lines, options, mends) => {
      const id = await bring(lines, options)
      for (const some of mends) {
        const rows = some.map((mend) => asRow(mend, lines.length))
        const { status, body } = await ana.patch(`/imports/${id}/rows`, { rows }, await asItIs(id))
        expect([status, body.detail]).toEqual([200, undefined])
        const mended = await verdicts(id)
        // To set an option that stands already is to check everything.
        await ana.patch(`/imports/${id}`, { mode: options.mode }, await asItIs(id))
        expect(mended).toEqual(await verdicts(id))
      }
      await ana.delete(`/imports/${id}`, await asItIs(id))
    }),
    { numRuns: 40, endOnFailure: true },
  )
})

/** Each check gives whoever is new another id, so that one sees which rows were looked at. */
const ids = async (id: string) => {
  const { rows } = await sql<{ line: number; user: string }>`
    select o.line, o.user_id as user from import_outcomes o join imports i on i.tenant_id = o.tenant_id and i.number = o.import
    where i.id = ${id}::uuid order by o.line`.execute(w.db)
  return new Map(rows.map(({ line, user }) => [line, user]))
}

test('a mended cell has its row checked and those that share what it was or is, and no others', async () => {
  const row = (username: string) => HEADINGS.map((one) => (one === 'username' ? username : ''))
  const lines = ['neu', 'nine', 'other', 'neu', 'last'].map(row)
  const id = await bring(lines, { emailFrom: '{username}@x.example' })
  const before = await ids(id)
  // Line 5 was refused for line 2, which gives the name up and takes that of line 3, which was good.
  const { body } = await ana.patch(
    `/imports/${id}/rows`,
    { rows: [{ line: 2, cells: { 1: 'nine' } }] },
    await asItIs(id),
  )
  expect(body.draft.counts).toMatchObject({ create: 4, refused: 1 })
  const after = await ids(id)
  expect([...after].filter(([line, user]) => before.get(line) !== user).map(([line]) => line)).toEqual([2, 3, 5])
})

test('rows that are nobody stay so, and are named again when a cell makes them somebody', async () => {
  const text = [
    'user,pass,full_name,user_level,user_group',
    'VDAD,x,System,1,A',
    '1001,x,Ann Bee,1,A',
    'VDCL,x,Inbound,1,A',
  ].join('\n')
  const options = { mode: 'create', emailFrom: '{username}@x.example' }
  const { body } = await ana.post('/imports', { text, ...agent, ...options })
  expect([body.format.name, body.counts.leftOut]).toEqual(['vicidial', 2])
  const { body: after } = await ana.patch(
    `/imports/${body.id}/rows`,
    {
      rows: [
        { line: 2, cells: { 1: '1002' } },
        { line: 3, cells: { 1: 'VDAD' } },
      ],
    },
    await asItIs(body.id),
  )
  expect(after.draft.counts).toMatchObject({ rows: 3, create: 1, leftOut: 2 })
  const mended = await verdicts(body.id)
  await ana.patch(`/imports/${body.id}`, { mode: 'create' }, await asItIs(body.id))
  expect(mended).toEqual(await verdicts(body.id))
})
