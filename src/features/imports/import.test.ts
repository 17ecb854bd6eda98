import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { listUsers } from '../users/service/list.ts'
import { setOwnPassword } from '../passwords/service.ts'
import { transaction } from '#src/server/context.ts'
import { world } from '#test/world.ts'
import type { ImportReport } from './contract.ts'
import { importFile, type FileOptions } from './service/import-file.ts'

const w = await world()
const { nordlys, harbour } = w.tenants
const hand = w.hand(nordlys.tenantId)
const agent = { site: 'Riga', roles: ['Agent'] }

const lines = (...rows: string[]) => Buffer.from(rows.join('\n'))
const run = (file: Buffer, options: FileOptions = agent) => importFile(hand, file, options)
const find = async (search: string) => (await listUsers(hand, { search })).items
const countPeople = async () => (await listUsers(hand, { limit: '1' })).total
const told = (report: ImportReport) => report.problems.map(({ line, column, code }) => `${line} ${column}: ${code}`)

describe('a file of people', () => {
  it('makes everybody pending, in one change set that says it was an import', async () => {
    const report = await run(
      lines('username,email,first name,last name', 'edda,edda@n.example,Edda,Krūmiņa', 'emil,emil@n.example,Emil,Øst'),
    )
    expect(report).toMatchObject({ rows: 2, made: 2, refused: 0, problems: [], format: { name: 'rollcall' } })
    const [edda] = await find('krumina')
    expect(edda).toMatchObject({
      username: 'edda',
      status: 'pending',
      site: { name: 'Riga' },
      roles: [{ name: 'Agent' }],
    })
    const { rows } = await sql<object>`
      select s.action, s.origin, s.actor_kind, count(*)::int as people from change_sets s join history h on h.tenant_id = s.tenant_id and h.change_set_id = s.id
      where s.id = ${report.changeSet}::uuid group by 1, 2, 3`.execute(w.db)
    expect(rows).toEqual([{ action: 'import', origin: 'import', actor_kind: 'system', people: 2 }])
  })

  it('is checked without making anybody when that is asked', async () => {
    const before = await countPeople()
    const report = await run(lines('username,email', 'dry,dry@n.example'), { ...agent, dryRun: true })
    expect(report).toMatchObject({ made: 0, wouldMake: 1, changeSet: null })
    expect(await countPeople()).toBe(before)
  })

  it('goes in as far as it is good, and says the rest by row and column', async () => {
    const report = await run(
      lines(
        'login,mail,phone number',
        'fay,fay@n.example,',
        'fin,not an address,',
        'jon.reyes,other@n.example,',
        'flo,flo@n.example,+1',
      ),
    )
    expect(report).toMatchObject({ rows: 4, made: 1, refused: 3, problemCount: 3 })
    expect(told(report)).toEqual(['3 mail: invalid', '4 login: taken', '5 phone number: invalid'])
    expect(await find('fay')).toHaveLength(1)
  })

  it('makes nobody when all or nothing is asked and one row is refused', async () => {
    const file = lines('username,email', 'gil,gil@n.example', 'gus,')
    expect(await run(file, { ...agent, allOrNothing: true })).toMatchObject({ made: 0, refused: 1, changeSet: null })
    expect(await find('gil')).toHaveLength(0)
    expect(await run(lines('username,email', 'gil,gil@n.example'), { ...agent, allOrNothing: true })).toMatchObject({
      made: 1,
    })
  })

  it('a second time is refused row by row, and nothing is half written', async () => {
    const file = lines(
      'username,email,extension',
      ...Array.from({ length: 30 }, (_, i) => `h${i},h${i}@n.example,${7000 + i}`),
    )
    expect(await run(file)).toMatchObject({ made: 30 })
    const before = await countPeople()
    const again = await run(file)
    expect(again).toMatchObject({ made: 0, refused: 30 })
    expect(told(again).slice(0, 3)).toEqual(['2 username: taken', '2 email: taken', '2 extension: taken'])
    expect(await countPeople()).toBe(before)
  })

  it('of thousands at once loses nobody at the seams of its batches', async () => {
    const report = await run(
      lines('username,email', ...Array.from({ length: 2100 }, (_, i) => `many${i},many${i}@n.example`)),
    )
    expect(report.made).toBe(2100)
    expect((await listUsers(hand, { search: 'many', limit: '1' })).total).toBe(2100)
  })

  it('never lets two imports of the same file at the same moment make anybody twice, or stop', async () => {
    const file = lines('username,email', ...Array.from({ length: 40 }, (_, i) => `twin${i},twin${i}@n.example`))
    const [one, other] = await Promise.all([run(file), run(file)])
    expect(one.made + other.made).toBe(40)
    expect(one.refused + other.refused).toBe(40)
  })
})

describe('a file of people who are there, too', () => {
  const both: FileOptions = { ...agent, mode: 'both', key: 'externalId' }
  const staff = (title: string) =>
    lines('username,email,external id,job title', `ebba,ebba@n.example,E1,${title}`, 'egon,egon@n.example,E2,Clerk')

  it('makes and changes whom it names, and nobody the second time', async () => {
    expect(await run(staff('Clerk'), both)).toMatchObject({ made: 2, changed: 0, same: 0, refused: 0 })
    expect(await run(staff('Lead'), { ...both, dryRun: true })).toMatchObject({ wouldMake: 0, wouldChange: 1, same: 1 })
    const changed = await run(staff('Lead'), both)
    expect(changed).toMatchObject({ made: 0, changed: 1, same: 1, refused: 0 })
    expect(await run(staff('Lead'), both)).toMatchObject({ made: 0, changed: 0, same: 2, changeSet: null })
  })

  it('needs no name or address of somebody whom the key tells', async () => {
    const report = await run(lines('external id,job title', 'E1,Chief', 'E9,Nobody'), {
      mode: 'update',
      key: 'externalId',
    })
    expect(report).toMatchObject({ changed: 1, refused: 1 })
    expect(told(report)).toEqual(['3 external id: nobody'])
  })
})

describe('the names in a file', () => {
  it('groups that are there are joined whatever their case and accents; others are left out and counted by column', async () => {
    const report = await run(
      lines(
        'username,email,desk,skills',
        'ida,ida@n.example,SALES;Moon base,latvian:4|Klingon',
        'ilo,ilo@n.example,moon base,',
      ),
    )
    expect(report.made).toBe(2)
    expect(report.warnings.map((warning) => [warning.code, warning.message])).toEqual([
      ['unknown-groups', 'Column “desk”: 1 desk is not known here and was left out: Moon base.'],
      ['unknown-groups', 'Column “skills”: 1 skill is not known here and was left out: Klingon.'],
    ])
    expect((await find('ida'))[0]).toMatchObject({
      desks: [{ name: 'Sales' }],
      skills: [{ name: 'Latvian', level: 4 }],
    })
  })

  it('unknown groups are made on the way when that is asked, each once, and none for a row that is refused', async () => {
    const file = lines(
      'username,email,tags',
      'kim,kim@n.example,Night owl',
      'kay,kay@n.example,night OWL',
      'kit,,Nobody',
    )
    expect(await run(file, { ...agent, createGroups: true, dryRun: true })).toMatchObject({ wouldMake: 2 })
    expect((await find('kim')).length).toBe(0)
    const report = await run(file, { ...agent, createGroups: true })
    expect(report).toMatchObject({ made: 2, warnings: [] })
    const { rows } =
      await sql<object>`select name from groups where tenant_id = ${nordlys.tenantId} and kind = 'tag' order by id`.execute(
        w.db,
      )
    expect(rows).toEqual([{ name: 'Night owl' }])
    expect((await find('kay'))[0]?.tags).toMatchObject([{ name: 'Night owl' }])
  })

  it('the site of a row wins over the default, and an unknown one falls back to it', async () => {
    const report = await run(lines('username,email,site', 'liv,liv@n.example,malmo', 'lea,lea@n.example,Atlantis'))
    expect((await find('liv'))[0]?.site.name).toBe('Malmö')
    expect((await find('lea'))[0]?.site.name).toBe('Riga')
    expect(report.warnings.map(({ message }) => message)).toEqual([
      'Column “site”: 1 site is not known here; their people go to Riga: Atlantis.',
    ])
  })

  it('of somebody who is there, a site that is not known moves nobody, and the same file changes nothing again', async () => {
    const file = lines('username,email,site', 'lon,lon@n.example,Atlantis', 'lou,lou@n.example,Malmo')
    const both: FileOptions = { ...agent, mode: 'both', key: 'username' }
    expect(await run(file, both)).toMatchObject({ made: 2, refused: 0 })
    const again = await run(file, both)
    expect(again).toMatchObject({ made: 0, changed: 0, same: 2, refused: 0 })
    expect(again.warnings.map(({ message }) => message)).toEqual([
      'Column “site”: 1 site is not known here; whoever is new goes to Riga, the others stay: Atlantis.',
    ])
    // Where nobody is new there is no site of new users, and a name that is not known says nothing.
    const update = await run(file, { mode: 'update', key: 'username' })
    expect(update.problems.map(({ message }) => message)).toEqual([
      'There is no site “Atlantis” among yours. Make it first.',
    ])
  })

  it('without a default site or role, the rows without one are refused', async () => {
    const report = await run(
      lines(
        'username,email,site,role',
        'mia,mia@n.example,,',
        'max,max@n.example,Riga,Agent',
        'moe,moe@n.example,Riga,Wizard',
      ),
      {},
    )
    expect(report.made).toBe(1)
    expect(told(report)).toEqual(['2 site: required', '2 role: required', '4 role: unknown'])
  })

  it('422 when the default site or role is not there', async () => {
    const file = lines('username,email', 'nia,nia@n.example')
    await expect(run(file, { ...agent, site: 'Atlantis' })).rejects.toThrow(
      'There is no site “Atlantis” among yours. There are: Riga, Malmö.',
    )
    await expect(run(file, { ...agent, roles: ['Wizard'] })).rejects.toThrow('There is no role “Wizard”')
  })
})

it('people of another tenant keep their names, and stay unseen', async () => {
  const file = lines('username,email', 'olga,olga@n.example')
  expect((await run(file)).made).toBe(1)
  const there = await importFile(w.hand(harbour.tenantId), file, { roles: ['Agent'], site: 'Riga' })
  expect(there.made).toBe(1)
  expect(await find('olga')).toHaveLength(1)
})

it('somebody who was imported gets in once they have a password', async () => {
  await run(lines('username,email', 'tess,tess@n.example'))
  const [tess] = await find('tess')
  await transaction(hand, (trx) => setOwnPassword(hand, trx, tess!.id, 'no hash at all'))
  expect((await w.as('ana').post(`/users/${tess!.id}/activate`, {})).status).toBe(200)
})
