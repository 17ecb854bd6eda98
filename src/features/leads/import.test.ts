/** Leads from a file: what is wrong is named, what is there stays, and the rest goes round (HOUSE-3). */
import { beforeEach, describe, expect, test } from 'vitest'
import { everything } from '#test/state.ts'
import { world } from '#test/world.ts'

const w = await world()
const { tenantId } = w.tenants.nordlys
const ana = w.as('ana')
const takers = await Promise.all(
  ['Bea Takes', 'Cem Takes', 'Dov Takes', 'Eli Takes'].map((name) => w.hire(name, { more: { assignLeads: true } })),
)
const bring = (text: string, more: object = {}) => ana.post('/leads/import', { text, ...more })
const shares = async () => {
  const rows = await w.db.selectFrom('leads').select('user_id').where('tenant_id', '=', tenantId).execute()
  return takers.map(({ id }) => rows.filter((row) => row.user_id === id).length)
}
const list = (from: number, to: number) =>
  [
    'Name;Phone;Lead ID',
    ...Array.from(
      { length: to - from },
      (_, i) => `Prospect ${from + i};+3712000${String(from + i).padStart(4, '0')};crm-${from + i}`,
    ),
  ].join('\r\n')

beforeEach(async () => void (await w.db.deleteFrom('leads').execute()))

describe('POST /leads/import', () => {
  test('200: columns are told by their headings, and the leads go round evenly', async () => {
    const { status, body } = await bring(list(0, 40), { list: 'Fair' })
    expect([status, body.made, body.known, body.refused]).toEqual([200, 40, 0, 0])
    expect(await shares()).toEqual([10, 10, 10, 10])
    expect((await ana.get('/leads?list=Fair&search=crm-39')).body.items[0]).toMatchObject({
      name: 'Prospect 39',
      phone: '+37120000039',
      externalId: 'crm-39',
      status: 'open',
    })
  })

  test('twice, shuffled or at the same moment, each is made once', async () => {
    const answers = await Promise.all([bring(list(0, 40)), bring(list(20, 60)), bring(list(0, 60))])
    expect(answers.reduce((sum, { body }) => sum + body.made, 0)).toBe(60)
    expect((await shares()).sort()).toEqual([15, 15, 15, 15])
    const before = await everything(w)
    expect((await bring(list(0, 60))).body).toMatchObject({ made: 0, known: 60 })
    expect(await everything(w)).toBe(before)
  })

  test('without an id a lead is known by its phone, also twice in one file', async () => {
    expect((await bring('name,phone\nA,+371 2000 0001\nB,0037120000001\nC,+37120000002')).body).toMatchObject({
      made: 2,
      known: 1,
    })
    expect((await bring('name,phone,external id\nA,+37120000001,x')).body).toMatchObject({ made: 0, known: 1 })
  })

  test('rows with faults are left out and named by row and column; the others are made', async () => {
    const { body } = await bring(
      'First name,Last name,Phone,E-mail\nAna,Lind,+37120000001,\n,,+37120000002,\nJon,Reyes,12,x\nKai,,,',
    )
    expect([body.made, body.refused]).toEqual([1, 3])
    expect(body.problems.map((p: { line: number; column: string }) => [p.line, p.column])).toEqual([
      [3, 'Name'],
      [4, 'Phone'],
      [4, 'E-mail'],
      [5, ''],
    ])
    expect((await bring('name,phone\nA,20 000 009', { country: 'LV', leadsTo: 'nobody' })).body.made).toBe(1)
    expect((await ana.get('/leads?user=nobody')).body.items[0].phone).toBe('+37120000009')
  })

  test('a preview shows what would be made, and writes nothing', async () => {
    const before = await everything(w)
    const { body } = await ana.post('/leads/import/preview', {
      text: 'Wer,Nummer\nAna,+37120000001',
      columns: ['name', 'phone'],
    })
    expect(body).toMatchObject({
      header: ['Wer', 'Nummer'],
      columns: ['name', 'phone'],
      wouldMake: 1,
      examples: [{ line: 2, name: 'Ana', phone: '+37120000001', externalId: null }],
    })
    expect((await ana.post('/leads/import/preview', { text: 'Wer,Nummer\nAna,1' })).body.columns).toEqual([null, null])
    expect(await everything(w)).toBe(before)
  })

  test.each([
    ['a quote that never closes', { text: 'name,phone\n"Ana,+37120000001' }],
    ['a picture', { base64: Buffer.from('\x89PNG\r\n\x1a\n', 'latin1').toString('base64') }],
    ['nothing', { text: '' }],
    ['columns of another file', { text: 'name,phone\nAna,+37120000001', columns: ['name'] }],
    ['one column named twice', { text: 'name,phone\nAna,+37120000001', columns: ['name', 'name'] }],
    ['no file', {}],
  ])('422: %s, and nothing is made', async (_, body) => {
    const before = await everything(w)
    expect(await ana.post('/leads/import', body)).toMatchObject({ status: 422 })
    expect(await everything(w)).toBe(before)
  })
})
