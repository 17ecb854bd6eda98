import { describe, expect, it } from 'vitest'
import { limits } from './limits.ts'
import { readRoster } from './read.ts'
import { readTable } from './read-table.ts'

const ann = `dn: uid=ann,ou=People,dc=example,dc=com
objectClass: inetOrgPerson
uid: ann
cn: Ann Mari
 e Lind
sn:: TMSrbmQ=
mail: ann@example.com
`
const refusal = (file: string) =>
  readTable(Buffer.from(file)).then(
    () => 'was read',
    (error: Error) => error.message,
  )

describe('An LDIF file', () => {
  it('gives its people, with folded lines, base64 and comments as RFC 2849 says', async () => {
    const { table, format, rows } = await readRoster(
      Buffer.from(`version: 1\r\n# people\r\n # not folded into anything\r\n${ann.replaceAll('\n', '\r\n')}`),
    )
    expect(format.name).toBe('ldap')
    expect(table.kind).toBe('ldif')
    expect(rows).toMatchObject([
      { line: 4, values: { username: 'ann', firstName: 'Ann Marie', lastName: 'Līnd', email: 'ann@example.com' } },
    ])
  })

  it('keeps several values, and names in another alphabet apart', async () => {
    const { header, rows } = await readTable(
      Buffer.from(`${ann}mail: second@example.com\ncn;lang-ja:: 44Ki44Oz\nou: Sales\nou: People\n`),
    )
    expect(header).toEqual(['dn', 'objectclass', 'uid', 'cn', 'sn', 'mail', 'cn;lang-ja', 'ou'])
    expect(rows[0]?.cells.slice(5)).toEqual(['ann@example.com\nsecond@example.com', 'アン', 'Sales\nPeople'])
  })

  it('leaves out groups and machines, and says how many', async () => {
    const group = 'dn: cn=All,dc=example\nobjectClass: groupOfNames\nmember: uid=ann\n'
    const machine = 'dn: cn=PC1,dc=example\nobjectClass: user\nobjectClass: computer\ncn: PC1\n'
    const table = await readTable(Buffer.from([group, ann, machine].join('\n')))
    expect(table.rows).toHaveLength(1)
    expect(table.notes).toEqual(['2 entries are no people and were left out.'])
    expect(await refusal(group)).toContain('The file has no people')
  })

  it('keeps no password, however it is written, and no picture', async () => {
    const secrets = `userPassword:: YzRuNHJ5\nuserPassword: c4n4ry\nsambaNTPassword: c4n4ry\njpegPhoto:: /9j/4AAQ\nuserCertificate;binary:: MIIB\n`
    const roster = await readRoster(Buffer.from(`${ann}${secrets}`))
    expect(JSON.stringify(roster)).not.toMatch(/c4n4ry|YzRu/)
    expect(roster.table.header).not.toContain('jpegphoto')
    expect(roster.notes.join()).toContain('because they hold secrets: userpassword, sambantpassword')
  })

  it.each([
    ['changes', `${ann}\ndn: uid=b\nchangetype: delete\n`, 'Line 10 asks for a change (changetype)'],
    ['a value elsewhere', `${ann}description:< file:///etc/hosts\n`, 'Line 8 points at a value elsewhere (:<)'],
    ['what is no attribute', `${ann}what is this\n`, 'Line 8 is not LDIF'],
    ['an entry without a name', `${ann}\nuid: b\n`, 'The entry on line 9 does not begin with its name'],
    ['broken base64', `${ann}street:: a*b\n`, 'The value on line 8 is not base64'],
    ['too many people', `${ann}\n`.repeat(limits.rows + 1), 'more than 100,000 people'],
    [
      'a million attributes',
      `${ann}${Array.from({ length: 1000 }, (_, i) => `x${i}: 1`).join('\n')}`,
      'more than 500 different things',
    ],
  ])('with %s is refused by line', async (_, file, sentence) => {
    expect(await refusal(file)).toContain(sentence)
  })
})
