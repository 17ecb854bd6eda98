import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { world } from '#test/world.ts'
import { handIn } from '../tenants/service.ts'
import type { FileReport } from './contract/files.ts'
import { matchColumns, readPlainRow } from './reading/plain.ts'
import { resolveTimes, ZoneClock } from './reading/zone-time.ts'
import { takeFile } from './service/files.ts'

const w = await world()
const ana = w.as('ana')
const numbers = ['204', '205', '206']
const agents = await Promise.all(
  numbers.map((number) => w.hire(`Agent ${number}`, { more: { virtualExtension: number } })),
)
const sip = await w.hire('Sip Only', { more: { sipOption: 'pbx', sipUsername: 'sip-only' } })

beforeEach(async () => {
  await sql`truncate calls, call_days, call_totals, recent_calls, calls_aside, call_aliases`.execute(w.db)
})

const send = async (text: string, options: object = {}): Promise<FileReport> => {
  const { status, body } = await ana.post('/calls/files', { text, ...options })
  expect([status, body]).toMatchObject([200, {}])
  return body as FileReport
}
const totals = async (id: string) =>
  (await ana.get(`/users/${id}/calls?from=2026-03-01&to=2026-04-30`)).body.totals as Record<string, number>

const quoted = (cells: readonly (string | number)[]) =>
  cells.map((one) => (typeof one === 'number' || one === '' ? String(one) : `"${one.replaceAll('"', '""')}"`)).join(',')
/** A row as cdr_csv writes it. */
const master = (
  n: number,
  channel: string,
  dstChannel: string,
  disposition: string,
  further: (string | number)[] = [],
) => {
  const start = `2026-03-${String((n % 20) + 1).padStart(2, '0')} 10:${String(n % 60).padStart(2, '0')}:00`
  const answered = disposition === 'ANSWERED'
  const base = [
    '',
    '+37120000001',
    '204',
    'from-trunk',
    `"Caller ${n}" <+37120000001>`,
    channel,
    dstChannel,
    'Queue',
    'support,t,,,60',
  ]
  const times = [
    start,
    answered ? start : '',
    start.replace(/00$/, '45'),
    45,
    answered ? 45 : 0,
    disposition,
    'DOCUMENTATION',
  ]
  return quoted([...base, ...times, ...further])
}
const rows = (further: (n: number) => (string | number)[]) =>
  Array.from({ length: 300 }, (_, n) => {
    const phone = `${n % 2 ? 'PJSIP' : 'SIP'}/${numbers[n % 3]}-${n.toString(16).padStart(8, '0')}`
    const trunk = `PJSIP/provider-${n.toString(16).padStart(8, '0')}`
    const outbound = n % 5 === 0
    return master(
      n,
      outbound ? phone : trunk,
      outbound ? trunk : phone,
      n % 4 === 0 ? 'NO ANSWER' : 'ANSWERED',
      further(n),
    )
  })

describe('Master.csv of Asterisk', () => {
  test.each<[string, (n: number) => (string | number)[]]>([
    ['without unique ids', () => []],
    ['with unique ids and the user field', (n) => [`1772359200.${n}`, '']],
    ['with unique ids alone', (n) => [`pbx1-1772359200.${n}`]],
    ['with the columns of newer ones', (n) => [`1772359200.${n}`, '', '', `1772359200.${n}`, n]],
  ])(
    '%s: calls of each agent are as many as lines of the file say; again, and shuffled, nothing is counted twice',
    async (_, further) => {
      const lines = rows(further)
      expect(await send(lines.join('\n'))).toMatchObject({ format: 'asterisk', received: 300, counted: 300, aside: [] })
      expect(await send([...lines].reverse().join('\r\n'))).toMatchObject({ counted: 0, repeated: 300 })
      for (const [i, { id }] of agents.entries()) {
        const theirs = lines.filter((line) => line.includes(`SIP/${numbers[i]}-`))
        const handled = theirs.filter((line) => line.includes('"ANSWERED"')).length
        const missed = theirs.filter(
          (line) => line.includes('"NO ANSWER"') && line.indexOf('provider-') < line.indexOf(`SIP/${numbers[i]}-`),
        ).length
        expect(await totals(id)).toEqual({ calls: theirs.length, handled, missed, talkSeconds: handled * 45 })
      }
    },
  )

  test('names phones by their SIP names too; between two of ours a call is counted once, for who was called', async () => {
    await send(
      [
        master(1, 'PJSIP/provider-00000001', 'PJSIP/sip-only-00000002', 'ANSWERED'),
        master(2, 'SIP/204-00000003', 'SIP/205-00000004', 'ANSWERED'),
      ].join('\n'),
    )
    expect(await totals(sip.id)).toMatchObject({ handled: 1 })
    expect([await totals(agents[0]!.id), await totals(agents[1]!.id)]).toMatchObject([{ calls: 0 }, { handled: 1 }])
    const { rows: directions } = await sql`select direction from calls order by direction`.execute(w.db)
    expect(directions).toEqual([{ direction: 'inbound' }, { direction: 'internal' }])
  })

  test('an extension that nobody has is kept aside under its number, and not under the name of the trunk', async () => {
    const report = await send(
      [
        master(1, 'SIP/2040-00000001', 'SIP/provider-00000002', 'ANSWERED'),
        master(2, 'SIP/provider-00000003', 'SIP/2040-00000004', 'ANSWERED'),
      ].join('\n'),
    )
    expect(report.aside).toMatchObject([{ cause: 'unknown-agent', records: 2, lines: [1, 2] }])
    expect((await ana.get('/calls/aside')).body.items).toMatchObject([
      { agent: { kind: 'phone', name: '2040' }, records: 2 },
    ])
  })
})

describe('a plain CSV', () => {
  const head = 'Call ID;Operator;Kind;Call date;Talk time;Status;Caller'
  const options = { zone: 'Europe/Riga', columns: { agent: 'Operator', direction: 'Kind' } }

  test('is read by its headings and those that were matched, in the zone that was said', async () => {
    const file = [
      head,
      '1;204;in;2026-03-10 23:30:00;1:30;answered;+371',
      '3;206;in;2026-03-10 23:30:00;12.8;answered;+371',
      '2;agent.205;out;11.03.2026 00:10;60;no answer;+371',
    ].join('\n')
    const look = await send(file, { ...options, dryRun: true })
    expect(look).toMatchObject({
      format: 'plain',
      counted: 3,
      columns: { agent: 'Operator', start: 'Call date', talk: 'Talk time' },
    })
    expect(await totals(agents[0]!.id)).toMatchObject({ calls: 0 })
    expect(await send(file, options)).toMatchObject({ counted: 3, aside: [] })
    expect(await totals(agents[0]!.id)).toEqual({ calls: 1, handled: 1, missed: 0, talkSeconds: 90 })
    expect(await totals(agents[1]!.id)).toEqual({ calls: 1, handled: 0, missed: 0, talkSeconds: 0 })
    expect(await totals(agents[2]!.id)).toEqual({ calls: 1, handled: 1, missed: 0, talkSeconds: 12 })
  })

  test('rows that make no sense are counted by cause and named by line', async () => {
    const file = [
      head,
      '1;204;in;26-03-10 23:30;5;answered;',
      '2;204;in;2026-03-29 03:30;5;answered;',
      '3;204;in;2026-03-10 10:00;-5;answered;',
      '4;nobody;in;2026-03-10 10:00;5;answered;',
      '5;204;in;2099-03-10 10:00;5;answered;',
    ].join('\n')
    const { counted, aside } = await send(file, options)
    expect([counted, aside.map(({ cause, lines }) => [cause, ...lines])]).toEqual([
      0,
      [
        ['bad-time', 2],
        ['no-such-time', 3],
        ['bad-length', 4],
        ['unknown-agent', 5],
        ['future', 6],
      ],
    ])
  })

  test('a heading that is said and is not there is refused, and nothing is left out in silence', async () => {
    const { status, body } = await ana.post('/calls/files', { text: `${head}\n`, columns: { talk: 'Lenght' } })
    expect([status, body.detail]).toEqual([422, expect.stringContaining('No heading is called “Lenght”') as string])
  })

  test.each([
    ['no column of agents', 'start,from\n2026-01-01 10:00,1', 'No heading says the agent'],
    ['a quote that never closes', 'agent,start\n"204,2026', 'never closes'],
    ['nothing in it', '', 'empty'],
  ])('with %s is refused, and says why', async (_, text, why) => {
    const { status, body } = await ana.post('/calls/files', { text })
    expect([status, body.type, body.detail]).toMatchObject([
      422,
      '/problems/unreadable-calls',
      expect.stringContaining(why) as string,
    ])
  })
})

describe('a file that is larger than memory', () => {
  const lines = [
    'agent,start,talk,status,caller',
    ...numbers.map((number, n) => `${number},2026-03-1${n} 10:00:00,60,answered,Zoë Ķīse 😀`),
    '204,26-03-10 10:00,60,answered,',
  ]
  /** Cut wherever it falls, through characters as well. */
  const inSlices = (bytes: Buffer, size: number) =>
    async function* () {
      for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size))
    }
  const take = async (bytes: Buffer) => takeFile(await handIn(w.parts, 'nordlys'), inSlices(bytes, 7), {})

  test.each<[string, Buffer]>([
    ['UTF-8', Buffer.from(lines.join('\n'))],
    ['UTF-8 with a mark and CR LF', Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`)],
    ['UTF-16', Buffer.from(`\ufeff${lines.join('\n')}`, 'utf16le')],
  ])('is read slice by slice: %s', async (_, bytes) => {
    const { counted, aside } = await take(bytes)
    expect([counted, aside]).toMatchObject([3, [{ cause: 'bad-time', lines: [5] }]])
    const { rows } = await sql`select distinct from_number from calls`.execute(w.db)
    expect(rows).toEqual([{ from_number: 'Zoë Ķīse 😀' }])
  })

  test.each<[string, Buffer, string]>([
    [
      'is broken',
      Buffer.concat([Buffer.from(`${lines.join('\n')}\n`), Buffer.from([0xff, 0x41])]),
      'line 5 or soon after it',
    ],
    ['holds NUL characters', Buffer.from(`${lines.join('\n')}\n\0`), 'Line 6'],
    ['has a quote that never closes', Buffer.from(`${lines.join('\n')}\n"204`), 'never closes'],
    ['is empty', Buffer.alloc(0), 'empty'],
  ])('that %s counts nothing at all, and says where', async (_, bytes, why) => {
    await expect(take(bytes)).rejects.toMatchObject({ extra: { detail: expect.stringContaining(why) as string } })
    expect((await sql`select from calls`.execute(w.db)).rows).toEqual([])
  })
})

describe('clocks that are changed', () => {
  const riga = new ZoneClock('Europe/Riga')
  test('show no time in the hour that is left out, and one time twice in the hour that comes again', () => {
    expect(riga.momentsOf('2026-03-29 03:30:00')).toEqual([])
    expect(riga.momentsOf('2026-10-25 03:30:00')?.map((at) => new Date(at).toISOString())).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-25T01:30:00.000Z',
    ])
  })

  test('a call over the change keeps its length and never ends before it began', () => {
    const over = resolveTimes(riga, { start: '2026-10-25 03:50:00', end: '2026-10-25 03:10:00' }, null)
    expect(over).toEqual({
      startedAt: '2026-10-25T00:50:00.000Z',
      answeredAt: null,
      endedAt: '2026-10-25T01:10:00.000Z',
    })
    const later = resolveTimes(riga, { start: '2026-10-25 03:50:00', end: '2026-10-25 04:10:00' }, 1200)
    expect(later.startedAt).toBe('2026-10-25T01:50:00.000Z')
  })

  test('a row without an id is known again by what it says', () => {
    const columns = matchColumns(['agent', 'start'], {})
    const read = () => readPlainRow(['204', '2026-03-10 10:00'], columns, riga)
    expect(read().id).toBe(read().id)
  })

  test('a column “Answered” says whether, or when', () => {
    const columns = matchColumns(['agent', 'start', 'answered'], {})
    const read = (answered: string) => readPlainRow(['204', '2026-03-10 10:00', answered], columns, riga)
    expect(read('yes')).toMatchObject({ outcome: 'answered', answeredAt: null })
    expect(read('2026-03-10 10:00:09')).toMatchObject({ outcome: null, answeredAt: '2026-03-10T08:00:09.000Z' })
    expect(read('')).toMatchObject({ outcome: null, answeredAt: null })
  })
})
