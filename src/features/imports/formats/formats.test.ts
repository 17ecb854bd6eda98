import { describe, expect, it } from 'vitest'
import type { ReadingOptions } from '../contract.ts'
import { readRoster } from '../reading/read.ts'
import { formats } from './formats.ts'
import { RowDraft, type StagedRow } from './row.ts'

/** Roles by their names alone: no other system limits them as we do. */
const named = (...names: string[]) => names.map((name) => ({ name, sites: null, desks: null }))
const SECRET = 'c4n4ry-Pa55'

type Case = {
  readonly format: string
  /** On each line a heading and its cell in every row, apart by ` | `. */
  readonly columns: string
  readonly rows: readonly Partial<StagedRow>[]
  readonly left?: readonly string[]
  readonly options?: ReadingOptions
}

/** What somebody of each system is expected to become; the traps of each stand in the second cells. */
const cases: readonly Case[] = [
  {
    format: 'freepbx-2',
    columns: `action | add | edit | del
      extension | 200 | 201 | 202
      name | Ann Lind | Bo Ek | Cy Dee
      email | ann@example.com | | cy@example.com
      dictemail | other@example.com | bo@example.com |
      devinfo_secret | ${SECRET} | ${SECRET} | ${SECRET}
      deviceuser | d200 | |
      devinfo_accountcode | North | |
      langcode | en | | `,
    rows: [
      {
        values: {
          username: '200',
          sipExtension: '200',
          firstName: 'Ann',
          lastName: 'Lind',
          email: 'ann@example.com',
          sipUsername: 'd200',
          languages: 'en',
        },
        groups: { businessUnits: ['North'] },
        faults: [],
      },
      { values: { username: '201', sipExtension: '201', firstName: 'Bo', lastName: 'Ek', email: 'bo@example.com' } },
      {
        faults: [
          {
            field: 'username',
            code: 'operation',
            column: 'action',
            message: expect.stringContaining('“del”') as string,
          },
        ],
      },
    ],
  },
  {
    format: 'freepbx-users',
    columns: `username | ann
      password | ${SECRET}
      fname | Ann
      lname | Lind
      email | ann@example.com
      default_extension | none
      groups | Sales,Night
      department | Desk A
      company | Acme
      language | en_US`,
    rows: [
      {
        values: {
          username: 'ann',
          firstName: 'Ann',
          lastName: 'Lind',
          email: 'ann@example.com',
          consoleLanguage: 'en_US',
        },
        groups: { tags: ['Sales', 'Night'], desks: ['Desk A'], businessUnits: ['Acme'] },
        blank: [],
      },
    ],
  },
  {
    format: 'microsoft-365',
    columns: `User Name | ann@example.com | bo@example.com
      First Name | Ann |
      Last Name | Lind |
      Display Name | Ann Lind | Bo Ek
      Job Title | Coach |
      Department | Sales |
      Office Number | Tower 3 |
      City | Oslo | Riga
      Office Phone | 020 7946 0123 |
      Mobile Phone | +371 2000 0000 |
      ZIP or Postal Code | 00501 |
      Country or Region | United Kingdom | `,
    rows: [
      {
        values: {
          username: 'ann@example.com',
          email: 'ann@example.com',
          oauthEmail: 'ann@example.com',
          firstName: 'Ann',
          lastName: 'Lind',
          callerIdName: 'Ann Lind',
          callerIdNumber: '+442079460123',
          phone: '+37120000000',
          jobTitle: 'Coach',
        },
        groups: { tags: ['Coach'], desks: ['Sales'] },
        site: 'Tower 3',
      },
      {
        values: {
          username: 'bo@example.com',
          email: 'bo@example.com',
          oauthEmail: 'bo@example.com',
          firstName: 'Bo',
          lastName: 'Ek',
          callerIdName: 'Bo Ek',
        },
        site: 'Riga',
      },
    ],
  },
  {
    format: 'microsoft-365',
    columns: `email | ann@example.com
      first_name | Ann
      last_name | Lind
      display_name | Ann Lind
      office_number | 1
      office_phone | `,
    rows: [
      {
        values: {
          username: 'ann@example.com',
          email: 'ann@example.com',
          oauthEmail: 'ann@example.com',
          firstName: 'Ann',
          lastName: 'Lind',
          callerIdName: 'Ann Lind',
        },
        site: '1',
      },
    ],
  },
  {
    format: 'google',
    columns: `First Name [Required] | Ann | Bo
      Last Name [Required] | Lind | Ek
      Email Address [Required] | ann@example.com | bo@example.com
      Password [Required] | **** | ****
      Password Hash Function [UPLOAD ONLY] | |
      Org Unit Path [Required] | /Sales/North | /
      New Primary Email [UPLOAD ONLY] | new@example.com |
      Status [READ ONLY] | Active | Suspended
      Recovery Phone [MUST BE IN THE E.164 FORMAT] | +37120000001 |
      Work Phone | +371 2000 0000 |
      Employee ID | 007 |
      Employee Title | Coach |
      Building ID | HQ |
      New Status [UPLOAD ONLY] | Archived | `,
    rows: [
      {
        values: {
          username: 'ann',
          email: 'ann@example.com',
          oauthEmail: 'ann@example.com',
          firstName: 'Ann',
          lastName: 'Lind',
          active: 'no',
          callerIdNumber: '+37120000000',
          externalId: '007',
          jobTitle: 'Coach',
        },
        groups: { businessUnits: ['Sales/North'], tags: ['Coach'] },
        site: 'HQ',
        notes: [expect.stringContaining('new primary e-mail') as string],
      },
      {
        values: {
          username: 'bo',
          email: 'bo@example.com',
          oauthEmail: 'bo@example.com',
          firstName: 'Bo',
          lastName: 'Ek',
          active: 'no',
        },
        groups: {},
      },
    ],
  },
  {
    format: 'okta',
    columns: `login | ann
      firstName |
      lastName |
      displayName | Ann Lind
      email | ann@example.com
      secondEmail | own@example.org
      primaryPhone | 020 7946 0123
      countryCode | GB
      locale | en_GB
      timezone | Europe/London
      userType | Agent
      employeeNumber | 12
      division | North
      department | Sales`,
    rows: [
      {
        values: {
          username: 'ann',
          firstName: 'Ann',
          lastName: 'Lind',
          email: 'ann@example.com',
          oauthEmail: 'ann@example.com',
          callerIdNumber: '+442079460123',
          consoleLanguage: 'en_GB',
          timeZone: 'Europe/London',
          externalId: '12',
        },
        roles: named('Agent'),
        groups: { businessUnits: ['North'], desks: ['Sales'] },
      },
    ],
  },
  {
    format: 'genesys',
    columns: `name | Ann Marie Lind
      email | ann@example.com
      extension | 7
      title | Coach
      department | Retail
      location_work | Riga
      roles_divisions | Agent:Home, Supervisor
      queues | Day, Night
      division | North
      skills | Spanish:5, Billing:0, Law`,
    rows: [
      {
        values: {
          username: 'ann@example.com',
          email: 'ann@example.com',
          firstName: 'Ann Marie',
          lastName: 'Lind',
          sipExtension: '7',
          jobTitle: 'Coach',
        },
        roles: named('Agent', 'Supervisor'),
        groups: {
          desks: ['Day', 'Night'],
          agentGroups: ['Retail'],
          businessUnits: ['North'],
          skills: [{ name: 'Spanish', level: 5 }, { name: 'Billing' }, { name: 'Law' }],
        },
        site: 'Riga',
      },
    ],
  },
  {
    format: 'nice',
    columns: `Username | ann@example.com | bo@example.com
      First Name | Ann | Bo
      Last Name | Lind | Ek
      Email Address | ann@example.com | bo@example.com
      Team Name | [!***REMOVE***!] | Day
      Role Name | Agent |
      Time Zone | |
      Row Changed | Y | `,
    rows: [
      {
        values: { username: 'ann@example.com', email: 'ann@example.com', firstName: 'Ann', lastName: 'Lind' },
        roles: named('Agent'),
        clears: ['desks'],
        blank: ['timeZone'],
      },
    ],
    left: ['rows that are not marked as changed'],
  },
  {
    format: 'webex',
    columns: `First Name | Ann
      Last Name | Lind
      User ID/Email (Required) | ann@example.com
      User Status | Active
      Extension | 7
      Phone Numbers | 37120000000
      Caller ID Number | 12125550142
      Caller ID First Name | Acme
      Caller ID Last Name | Sales
      Location | Riga
      Preferred language | Portuguese (Brazil)`,
    rows: [
      {
        values: {
          username: 'ann@example.com',
          email: 'ann@example.com',
          firstName: 'Ann',
          lastName: 'Lind',
          sipExtension: '7',
          phone: '+37120000000',
          callerIdNumber: '+12125550142',
          callerIdName: 'Acme Sales',
          consoleLanguage: 'pt',
        },
        site: 'Riga',
      },
    ],
  },
  {
    format: 'webex-contact-center',
    columns: `First Name | Ann | Bo
      Last Name | Lind | Ek
      Email | ann@example.com | bo@example.com
      User Profile | Agent | Agent
      Skill Profile | Spanish speakers |
      Site | Riga |
      Teams | Day\\Night |
      Multimedia Profile | x |
      Default DN | 4001 | +37120000000
      External Id | 9 | `,
    rows: [
      {
        values: {
          username: 'ann@example.com',
          email: 'ann@example.com',
          firstName: 'Ann',
          lastName: 'Lind',
          sipExtension: '4001',
          externalId: '9',
        },
        roles: named('Agent'),
        groups: { desks: ['Day', 'Night'], tags: ['Spanish speakers'] },
        site: 'Riga',
      },
      {
        values: {
          username: 'bo@example.com',
          email: 'bo@example.com',
          firstName: 'Bo',
          lastName: 'Ek',
          callerIdNumber: '+37120000000',
        },
      },
    ],
  },
  {
    format: 'amazon-connect',
    columns: `first name | Ann | Bo
      last name | Lind | Ek
      user login | ann@example.com | bo
      routing profile name | Basic | Basic
      security_profile_name_1\\security_profile_name_2 | Agent\\Quality | Agent
      phone type (soft/desk) | soft | desk
      soft phone auto accept (yes/no) | yes | no
      ACW timeout (seconds) | 0 | 0`,
    rows: [
      {
        values: {
          username: 'ann@example.com',
          email: 'ann@example.com',
          firstName: 'Ann',
          lastName: 'Lind',
          autoDial: 'progressive',
        },
        roles: named('Agent', 'Quality'),
        groups: { tags: ['Basic'] },
      },
      { values: { username: 'bo', firstName: 'Bo', lastName: 'Ek', autoDial: 'off' }, roles: named('Agent') },
    ],
  },
  {
    format: '3cx',
    columns: `Number | 100 | 101
      FirstName | Ann | Bo
      LastName | Lind | Ek
      EmailAddress | ann@example.com | bo@example.com
      AuthID | x1 |
      AuthPassword | ${SECRET} | ${SECRET}
      PIN | ${SECRET} | ${SECRET}
      DeskphoneWebPass | ${SECRET} | ${SECRET}
      OutboundCallerID | 37120000000 |
      Disabled | 0 | 1
      SysAdmin | 1 | 0`,
    rows: [
      {
        values: {
          username: '100',
          sipExtension: '100',
          firstName: 'Ann',
          lastName: 'Lind',
          email: 'ann@example.com',
          sipUsername: 'x1',
          callerIdNumber: '37120000000',
          active: 'yes',
        },
        groups: { tags: ['SysAdmin'] },
      },
      {
        values: {
          username: '101',
          sipExtension: '101',
          firstName: 'Bo',
          lastName: 'Ek',
          email: 'bo@example.com',
          active: 'no',
        },
        groups: {},
      },
    ],
  },
  {
    format: 'vicidial',
    columns: `user_id | 1 | 2 | 3
      user | 6666 | VDAD | VDCL
      pass | ${SECRET} | ${SECRET} | ${SECRET}
      full_name | Ann Lind | Outbound Auto Dial | Inbound No Agent
      user_level | 7 | 1 | 1
      user_group | ADMIN | |
      phone_login | 6666a | |
      phone_pass | ${SECRET} | |
      closer_campaigns | SALES SUPPORT - | |
      custom_one | gold | |
      email | NULL | |
      active | Y | N | N`,
    rows: [
      {
        values: { username: '6666', firstName: 'Ann', lastName: 'Lind', sipUsername: '6666a', active: 'Y' },
        roles: named('Manager'),
        groups: { desks: ['ADMIN'], tags: ['gold'], skills: [{ name: 'SALES' }, { name: 'SUPPORT' }] },
        blank: ['email'],
      },
    ],
    left: ['service accounts of the dialer', 'service accounts of the dialer'],
  },
  {
    format: 'broadworks',
    columns: `operation | user.create | user.create | user.delete
      serviceProviderId | string | acme | acme
      groupId | string | riga | riga
      userId | string | ann@example.com | bo
      firstName | string | Ann | Bo
      lastName | stirng | Lind | Ek
      callingLineIdFirstName | string | Acme |
      callingLineIdLastName | string | Sales |
      extension | none \\ string | 7 |
      password | string | ${SECRET} |
      language | none \\ string | English |
      timeZone | none \\ string | Europe/Riga |
      accessDeviceEndpoint.accessDeviceCredentials.userName | none \\ string | ann7 |
      accessDeviceEndpoint.accessDeviceCredentials.password | none \\ string | ${SECRET} |
      accessDeviceEndpoint.portNumber | none \\ integer | 1 |
      accessDeviceEndpoint.portNumber | none \\ integer | 2 |
      servicePack[0].servicePackName | none \\ string | Gold |
      servicePack[1].servicePackName | none \\ string | Silver | `,
    rows: [
      {
        values: {
          username: 'ann@example.com',
          email: 'ann@example.com',
          firstName: 'Ann',
          lastName: 'Lind',
          callerIdName: 'Acme Sales',
          sipExtension: '7',
          sipUsername: 'ann7',
          consoleLanguage: 'en',
          timeZone: 'Europe/Riga',
        },
        groups: { businessUnits: ['acme'], tags: ['Gold', 'Silver'] },
        site: 'riga',
      },
      {
        faults: [
          {
            field: 'username',
            code: 'operation',
            column: 'operation',
            message: expect.stringContaining('user.delete') as string,
          },
        ],
      },
    ],
    left: ['the row of types'],
  },
  {
    format: 'broadworks-call-centers',
    columns: `operation | call.center.create
      serviceProviderId | acme
      groupId | riga
      serviceUserId | cc1@example.com`,
    rows: [],
    left: ['call centres, which are queues'],
  },
  {
    format: 'wazo',
    columns: `entity_id | 1
      firstname | Ann
      lastname | Lind
      language | en_US
      outgoing_caller_id | default
      cti_profile_name | Agent
      username | ann
      password | ${SECRET}
      exten | 1007
      context | riga
      line_protocol | sip
      sip_username | x7
      sip_secret | ${SECRET}
      voicemail_context | default
      voicemail_email | ann@example.com`,
    rows: [
      {
        values: {
          username: 'ann',
          firstName: 'Ann',
          lastName: 'Lind',
          languages: 'en_US',
          sipExtension: '1007',
          sipUsername: 'x7',
          sipOption: 'pbx',
          email: 'ann@example.com',
        },
        roles: named('Agent'),
        site: 'riga',
        pbx: 'Main',
      },
    ],
    options: { pbx: 'Main' },
  },
  {
    format: 'wazo',
    columns: `entityid | 1
      firstname | Ann
      lastname | Lind
      profileclient | Agent
      phonenumber | 1007
      context | riga
      linename | x7
      linesecret | ${SECRET}
      voicemailemail | ann@example.com`,
    rows: [
      {
        values: {
          firstName: 'Ann',
          lastName: 'Lind',
          sipExtension: '1007',
          sipUsername: 'x7',
          email: 'ann@example.com',
          username: 'ann@example.com',
        },
        roles: named('Agent'),
        made: ['username'],
      },
    ],
  },
  {
    format: 'ringcentral',
    columns: `First Name | Ann
      Last Name | Lind
      Email | ann@example.com
      Extension | 7
      Role | Standard
      Job Title | Coach
      Site | Riga
      Department | Sales
      Cost Center | 1
      User Language | English (United States)
      Errors | none`,
    rows: [
      {
        values: {
          username: 'ann@example.com',
          email: 'ann@example.com',
          firstName: 'Ann',
          lastName: 'Lind',
          sipExtension: '7',
          jobTitle: 'Coach',
          consoleLanguage: 'en',
        },
        roles: named('Standard'),
        groups: { desks: ['Sales'], tags: ['Coach'] },
        site: 'Riga',
      },
    ],
  },
  {
    format: 'zoom',
    columns: `Email | ann@example.com
      First Name | Ann
      Last Name | Lind
      Department | Sales
      User Group | Day;Night
      Location | Riga`,
    rows: [
      {
        values: { username: 'ann@example.com', email: 'ann@example.com', firstName: 'Ann', lastName: 'Lind' },
        groups: { desks: ['Sales'], tags: ['Day', 'Night'] },
        site: 'Riga',
      },
    ],
  },
  {
    format: 'five9',
    columns: `userName | ann
      firstName | Ann
      lastName | Lind
      EMail | ann@example.com
      password | ${SECRET}
      active | true
      extension | 4001
      agentDID | +12125550142
      skills | Spanish:4;Law
      agentGroup | Day
      userProfile | Closers
      federationId | sso@example.com`,
    rows: [
      {
        values: {
          username: 'ann',
          firstName: 'Ann',
          lastName: 'Lind',
          email: 'ann@example.com',
          active: 'true',
          sipExtension: '4001',
          callerIdNumber: '+12125550142',
          oauthEmail: 'sso@example.com',
        },
        groups: { skills: [{ name: 'Spanish', level: 4 }, { name: 'Law' }], agentGroups: ['Day'], tags: ['Closers'] },
      },
    ],
  },
  {
    format: 'moodle',
    columns: `username | ann | bo
      password | changeme | ${SECRET}
      firstname | Ann | Bo
      lastname | Lind | Ek
      email | ann@example.com | bo@example.com
      suspended | 1 | 0
      deleted | 0 | 1
      oldusername | anna |
      institution | Acme |
      city | Riga |
      timezone | 99 |
      lang | en_us |
      idnumber | 9 |
      cohort1 | Day |
      cohort2 | Night |
      sysrole1 | Manager | `,
    rows: [
      {
        values: {
          username: 'ann',
          firstName: 'Ann',
          lastName: 'Lind',
          email: 'ann@example.com',
          active: 'no',
          consoleLanguage: 'en_us',
          externalId: '9',
        },
        roles: named('Manager'),
        groups: { desks: ['Day', 'Night'], businessUnits: ['Acme'] },
        site: 'Riga',
        notes: [expect.stringContaining('renames “anna”') as string],
      },
      {
        faults: [
          {
            field: 'username',
            code: 'operation',
            column: 'deleted',
            message: expect.stringContaining('deletes somebody') as string,
          },
        ],
      },
    ],
  },
  {
    format: 'canvas',
    columns: `user_id | 9 | 10
      integration_id | |
      login_id | ann | bo
      password | ${SECRET} |
      first_name | |
      last_name | |
      full_name | Ann Lind | Bo Ek
      sortable_name | "Lind, Ann M" |
      email | ann@example.com | bo@example.com
      status | suspended | deleted`,
    rows: [
      {
        values: {
          externalId: '9',
          username: 'ann',
          firstName: 'Ann M',
          lastName: 'Lind',
          email: 'ann@example.com',
          active: 'no',
        },
      },
      {
        faults: [
          {
            field: 'username',
            code: 'operation',
            column: 'status',
            message: expect.stringContaining('deletes somebody') as string,
          },
        ],
      },
    ],
  },
  {
    format: 'officesuite',
    columns: `Type | User | Location
      FirstName | Ann | Lobby
      LastName | Lind |
      Email | ann@example.com |
      Extension | 7 | 8
      Language | en |
      OutgoingCLID | -1 |
      Locked | N | N
      Agent | Y | N
      CAdmin | N | N
      SysPIN | ${SECRET} | `,
    rows: [
      {
        values: {
          username: '7',
          sipExtension: '7',
          firstName: 'Ann',
          lastName: 'Lind',
          email: 'ann@example.com',
          consoleLanguage: 'en',
          active: 'yes',
        },
        groups: { tags: ['Agent'] },
      },
    ],
    left: ['locations'],
  },
  {
    format: 'public-roster',
    columns: `Name | "LIND,  ANN M" | "O CONNOR JR, BO"
      Job Titles | COACH |
      Department | SALES |
      Full or Part-Time | F | P`,
    rows: [
      {
        values: {
          firstName: 'ANN M',
          lastName: 'LIND',
          jobTitle: 'COACH',
          email: 'ann.m.lind@example.com',
          username: 'ann.m.lind@example.com',
        },
        groups: { tags: ['COACH'], desks: ['SALES'] },
        made: ['email', 'username'],
      },
      {
        values: {
          firstName: 'BO',
          lastName: 'O CONNOR JR',
          email: 'bo.o.connor.jr@example.com',
          username: 'bo.o.connor.jr@example.com',
        },
      },
    ],
    options: { emailFrom: '{firstName}.{lastName}@example.com' },
  },
]

/** Columns written as lines become the CSV of a system; ` | ` stands between cells and `\` for a bar within one. */
function csvOf(columns: string): string {
  const lines = columns.split('\n').map((line) =>
    line
      .trim()
      .split(/ ?\| ?/)
      .map((cell) => cell.trim().replaceAll('\\', '|')),
  )
  const rows = Math.max(...lines.map((line) => line.length))
  const quoted = (cell: string) => (cell.includes(',') && !cell.startsWith('"') ? `"${cell}"` : cell)
  return Array.from({ length: rows }, (_, row) => lines.map((line) => quoted(line[row] ?? '')).join(',')).join('\n')
}

describe('A file of each system', () => {
  it.each(cases)(
    '$format is known by its header and becomes people of ours',
    async ({ columns, rows, left = [], options, format }) => {
      const roster = await readRoster(Buffer.from(csvOf(columns)), options)
      expect(roster.format.name).toBe(format)
      expect(roster.rows).toHaveLength(rows.length)
      for (const [i, { values, ...rest }] of rows.entries()) {
        if (values) expect(roster.rows[i]?.values).toEqual(values)
        expect(roster.rows[i]).toMatchObject(rest)
      }
      expect(roster.skipped.map(({ reason }) => reason)).toEqual(left)
      expect(JSON.stringify(roster)).not.toContain(SECRET)
    },
  )

  it('has a test here or beside the reading of its kind', () => {
    const elsewhere = ['rollcall', 'plain', 'switchvox', 'freepbx', 'entra', 'keycloak', 'scim', 'ldap', 'asterisk']
    const tested = new Set([...cases.map(({ format }) => format), ...elsewhere])
    expect(formats.map(({ name }) => name).filter((name) => !tested.has(name))).toEqual([])
  })

  it('is never held up by a cell that was made to hold it up', () => {
    const long = 60_000
    const hostile = [' ', '/', '-', '[', '(', ',', '<<<', '=', '"', '\\', ':', ' a', ',"', '; '].flatMap((piece) => [
      `en${piece.repeat(long / piece.length)}!`,
      `a@${piece.repeat(long / piece.length)}@`,
    ])
    for (const { reads, finish } of formats)
      for (const text of hostile) {
        const row = new RowDraft(1, {})
        for (const read of Object.values(reads)) read(text, row)
        finish?.(row)
      }
  })

  it('has a name and a label of its own', () => {
    expect(new Set(formats.map(({ name }) => name)).size).toBe(formats.length)
    expect(new Set(formats.map(({ label }) => label)).size).toBe(formats.length)
  })
})
