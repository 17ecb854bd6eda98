import { expect, it } from 'vitest'
import { readRoster } from './read.ts'

const file = `; users.conf
[general]
hassip = yes            ; for all
context = riga
;-- old
[5999]
fullname = Nobody
--;
[seller](!)
callgroup = 1,2
[6000](seller)
fullname => Ann Lind
secret = c4n4ry
email = ann@example.com
cid_number = 37120000000
vmsecret = c4n4ry
hasmanager = yes
[6001]
fullname = Bo\\; Ek
context = oslo
[trunk_1]
host = sip.example.com
`

it('A users.conf of Asterisk gives its sections with what holds for all and for their template', async () => {
  const roster = await readRoster(Buffer.from(file), { pbx: 'Main' })
  expect(roster).toMatchObject({ format: { name: 'asterisk' }, table: { kind: 'conf' } })
  expect(roster.rows).toMatchObject([
    {
      line: 11,
      site: 'riga',
      pbx: 'Main',
      values: { username: '6000', sipExtension: '6000', firstName: 'Ann', lastName: 'Lind', email: 'ann@example.com' },
      groups: { tags: ['1', '2', 'hasmanager'] },
    },
    { line: 18, site: 'oslo', values: { username: '6001', firstName: 'Bo;', lastName: 'Ek' } },
  ])
  expect(roster.skipped).toEqual([{ line: 21, reason: 'sections without a full name' }])
  expect(JSON.stringify(roster)).not.toContain('c4n4ry')
})
