/** What a file of ours says is read back to the same: every column, and values that are hard on files (BULK-7). */
import { gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { readRoster } from '#src/features/imports/reading/read.ts'
import { valueOf } from '#src/features/imports/reading/values.ts'
import type { StagedRow } from '#src/features/imports/formats/row.ts'
import { atWork } from '#test/at-work.ts'
import type { Answer } from '#test/client.ts'
import { makeExport } from '#test/exports.ts'
import { world, type Person } from '#test/world.ts'
import { columnNames } from './contract/columns.ts'
import { headingsOf } from './service/cells.ts'

const w = await world()
await atWork(w)
const { nordlys } = w.tenants
const ana = w.as('ana')
let mia: Person
let stored: Answer['body']

beforeAll(async () => {
  const pbx = (await ana.post('/pbxes', { name: '=PBX; one', domain: 'pbx.example.com' })).body
  const desk = (await ana.post('/groups', { kind: 'desk', name: 'Sales; "North"' })).body
  const skill = (await ana.post('/groups', { kind: 'skill', name: 'Level:5' })).body
  const of = async (kind: string) => (await ana.post('/groups', { kind, name: `-${kind} | x` })).body.id as number
  const [tag, unit, group] = [await of('tag'), await of('business_unit'), await of('agent_group')]
  mia = await w.hire('=Mia +Falk', {
    more: {
      username: '@mia',
      email: 'mia@nordlys.example',
      languages: ['lv', 'pt-BR'],
      consoleLanguage: 'lv',
      timeZone: 'Asia/Riyadh',
      roles: [{ id: nordlys.roles.agent }, { id: nordlys.roles.auditor }],
      tags: [tag],
      businessUnits: [unit],
      agentGroups: [group],
      desks: [desk.id as number, nordlys.desks['sales']!],
      skills: [
        { id: skill.id as number, level: 3 },
        { id: nordlys.skills['billing']!, level: null },
      ],
      autoDial: 'progressive',
      assignLeads: true,
      callerIdName: '+Mia',
      callerIdNumber: '+37120000001',
      virtualExtension: '0042',
      sipOption: 'pbx',
      sipPbx: pbx.id as number,
      sipUsername: '-mia',
      sipExtension: '0007',
      useAddressList: true,
      oauthEmail: '+mia@gmail.example',
      kerberosLogin: '=mia',
      caldavServer: 'https://cal.example.com/',
      caldavUser: '@mia',
      externalId: '000123',
      phone: '+37120000002',
      jobTitle: "'=quoted",
      notes: '=1+1\n-2, "three"; four',
    },
  })
  stored = (await ana.get(`/users/${mia.id}`)).body
})

const names = (things: { name: string }[]) => things.map(({ name }) => name).toSorted()
/** As a file may say it: whatever a cell cannot tell apart is the same. */
async function readBack(format: string, columns: readonly string[] = columnNames): Promise<StagedRow> {
  const { id } = await makeExport(ana, { format, columns, target: { ids: [mia.id] } })
  const bytes = await fileOf(id as string)
  const roster = await readRoster(bytes)
  expect(roster.format.name).toBe('rollcall')
  expect(roster.columns.filter(({ fate }) => fate === 'unknown' || fate === 'secret')).toEqual([])
  expect(roster.rows).toHaveLength(1)
  return roster.rows[0]!
}
async function fileOf(id: string): Promise<Buffer> {
  const parts = await w.db
    .selectFrom('export_parts')
    .select('bytes')
    .where('export_id', '=', id)
    .orderBy('number')
    .execute()
  const bytes = Buffer.concat(parts.map((part) => part.bytes))
  return bytes.subarray(0, 2).toString('latin1') === 'PK' ? bytes : gunzipSync(bytes)
}

describe.each(['csv', 'xlsx'])('%s', (format) => {
  test('every field is read back to what is stored', async () => {
    const row = await readBack(format)
    const fields = Object.entries(row.values) as [Parameters<typeof valueOf>[0], string][]
    expect(fields.length).toBeGreaterThan(20)
    for (const [field, text] of fields) expect([field, valueOf(field, text)]).toEqual([field, stored[field]])
    expect(row.faults).toEqual([])
  })

  test('every list, the site and the telephone system are read back by their names', async () => {
    const row = await readBack(format)
    expect(row).toMatchObject({ site: stored.site.name, pbx: stored.sipPbx.name })
    expect(names([...row.roles!])).toEqual(names(stored.roles))
    for (const kind of ['desks', 'tags', 'businessUnits', 'agentGroups'] as const)
      expect([kind, row.groups[kind]?.toSorted()]).toEqual([kind, names(stored[kind])])
    const skills = row.groups.skills!.map(({ name, level }) => ({ name, level: level ?? null }))
    expect(skills).toEqual(stored.skills.map(({ name, level }: { name: string; level: number }) => ({ name, level })))
  })

  test('no column that an import reads is left blank by this person', async () => {
    const row = await readBack(format)
    const known = new Set([...Object.keys(row.values), ...Object.keys(row.groups)])
    // A person of a telephone system has no address of their own there.
    const missing = Object.keys(row.columnOf).filter((field) => !known.has(field))
    expect(missing.toSorted()).toEqual(['roles', 'sipPbx', 'sipUri', 'site'])
  })
})

test('every column has a heading of its own', () => {
  const headings = headingsOf([...columnNames, 'custom.phone', 'custom.email'])
  expect(new Set(headings.map((heading) => heading.toLowerCase())).size).toBe(headings.length)
})
