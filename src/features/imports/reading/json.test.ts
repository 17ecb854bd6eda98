import { describe, expect, it } from 'vitest'
import { readRoster } from './read.ts'
import { readTable } from './read-table.ts'

const read = (value: unknown) => readRoster(Buffer.from(JSON.stringify(value, null, 2)))
const refusal = (file: string) =>
  readTable(Buffer.from(file)).then(
    () => 'was read',
    (error: Error) => error.message,
  )

describe('A realm of Keycloak', () => {
  const realm = {
    realm: 'acme',
    clients: [{ clientId: 'app', users: ['not these'] }],
    users: [
      {
        id: '7',
        username: 'ann',
        enabled: false,
        email: 'ann@example.com',
        firstName: 'Ann {"Li"}',
        credentials: [{ type: 'password', value: 'c4n4ry' }],
        realmRoles: ['seller', 'offline_access'],
        clientRoles: { app: ['x'] },
        groups: ['/Sales/North'],
        attributes: { locale: ['lv'], badgeToken: ['c4n4ry'] },
      },
      { username: 'service-account-app', enabled: true, serviceAccountClientId: 'app' },
    ],
  }

  it('gives its users with roles as tags and groups by their path, and no credentials', async () => {
    const roster = await read(realm)
    expect(roster).toMatchObject({ format: { name: 'keycloak' }, table: { kind: 'json' } })
    expect(roster.rows).toMatchObject([
      {
        line: 12,
        values: { username: 'ann', active: 'false', firstName: 'Ann {"Li"}', externalId: '7', consoleLanguage: 'lv' },
        groups: { tags: ['seller'], desks: ['Sales/North'] },
      },
    ])
    expect(roster.skipped).toMatchObject([{ reason: 'service accounts of clients' }])
    expect(JSON.stringify(roster)).not.toContain('c4n4ry')
  })
})

describe('A list of SCIM', () => {
  const list = {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    Resources: [
      {
        userName: 'bo@example.com',
        name: { givenName: 'Bo', familyName: 'Ek' },
        active: true,
        title: null,
        password: 'c4n4ry',
        emails: [
          { value: 'second@example.com', type: 'home' },
          { value: 'bo@example.com', type: 'work', primary: true },
        ],
        phoneNumbers: [{ value: 'tel:+371-2000-0000', type: 'work' }],
        roles: [{ value: 'Agent' }],
        'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: 'Sales', employeeNumber: '12' },
      },
    ],
  }

  it('gives its users, the primary address first, and takes null as taken away', async () => {
    const roster = await read(list)
    expect(roster.format.name).toBe('scim')
    expect(roster.rows).toMatchObject([
      {
        values: {
          username: 'bo@example.com',
          email: 'bo@example.com',
          firstName: 'Bo',
          callerIdNumber: '+37120000000',
          externalId: '12',
        },
        groups: { desks: ['Sales'] },
        roles: [{ name: 'Agent', sites: null, desks: null }],
        clears: ['jobTitle'],
      },
    ])
    expect(JSON.stringify(roster)).not.toContain('c4n4ry')
  })
})

describe('Any other JSON', () => {
  it('is read as far as its names are ours', async () => {
    const { format, rows } = await read([{ username: 'ann', email: 'ann@example.com', skills: ['Spanish:4'] }])
    expect(format.name).toBe('rollcall')
    expect(rows[0]?.groups.skills).toEqual([{ name: 'Spanish', level: 4 }])
  })

  it.each([
    ['nobody in it', '{"realm":"x"}', 'holds no list of people'],
    ['its end missing', '{"users":[{"username":"a"},', 'the file was cut off'],
    ['its end missing within a text', '{"users":[{"username":"a', 'the file was cut off'],
    ['a fault in somebody', '{"users":[\n{"username":"c4n4ry",}]}', 'The object that begins on line 2 is not JSON'],
    ['somebody without end', `{"users":[{"a":"${'x'.repeat(1_100_000)}"}]}`, 'line 1 is longer than 1 MB'],
    ['depth without end', '[{"a":'.repeat(1_000_000), 'line 1 is longer than 1 MB'],
  ])('with %s is refused by a sentence', async (_, file, sentence) => {
    const told = await refusal(file)
    expect(told).toContain(sentence)
    expect(told).not.toContain('c4n4ry')
  })
})
