import { describe, expect, it } from 'vitest'
import type { ReadingOptions } from '../contract.ts'
import { readRoster } from './read.ts'

const read = (text: string, options: ReadingOptions = {}) => readRoster(Buffer.from(text), options)
const CANARY = 'c4n4ry-Pa55'

describe('Switchvox', () => {
  const header = 'LName,ext,fname,email,title,location,password,phone_password,voicemail_password,mac_address'

  it('gives people, their extension, site, tag and telephone, in whatever order and case the headings stand', async () => {
    const { format, rows } = await read(`${header}\nŽagars,200,Āris,aris@example.com,Closer,Riga,,,,0004f2aabbcc\n`)
    expect(format.name).toBe('switchvox')
    expect(rows).toMatchObject([
      {
        line: 2,
        values: {
          username: '200',
          sipExtension: '200',
          firstName: 'Āris',
          lastName: 'Žagars',
          email: 'aris@example.com',
          jobTitle: 'Closer',
          notes: 'MAC address 0004f2aabbcc',
        },
        groups: { tags: ['Closer'] },
        site: 'Riga',
        columnOf: { username: 'ext', email: 'email', lastName: 'LName', site: 'location' },
      },
    ])
  })

  it('takes the e-mail as username where a row has no extension', async () => {
    const { rows } = await read(`${header}\nŽagars,,Āris,aris@example.com\n`)
    expect(rows[0]?.values.username).toBe('aris@example.com')
  })
})

describe('FreePBX', () => {
  const header =
    'EXTENSION,Name,tech,secret,outboundcid,busy_dest,accountcode,namedcallgroup,voicemail_enable,voicmail_vmpwd,voicemail_email,busy_dest,id,languages_language,findmefollow_grplist,voicemail_options'
  const row = (cells: string) => read(`${header}\n${cells}\n`, { pbx: 'Main' }).then(({ rows }) => rows[0])

  it('gives people with the last word of the name as last name, and an account on the PBX', async () => {
    expect(
      await row(
        '416,Anna Maria Bērziņa,pjsip,x,"""Sales"" <+12125550142>",,North,"1,2",yes,1,anna@example.com,,d416,pt_BR,416-808,attach=no,saycid=no,envelope=no,delete=no',
      ),
    ).toMatchObject({
      values: {
        username: '416',
        firstName: 'Anna Maria',
        lastName: 'Bērziņa',
        email: 'anna@example.com',
        callerIdName: 'Sales',
        callerIdNumber: '+12125550142',
        sipOption: 'pbx',
        sipExtension: '416',
        externalId: 'd416',
        languages: 'pt_BR',
        notes: 'Follow me: 416-808',
      },
      groups: { businessUnits: ['North'], tags: ['1', '2'] },
      pbx: 'Main',
      faults: [],
      notes: [],
    })
  })

  it.each([
    ['Ops <5551234>', 'Ops', '5551234'],
    ['<+12125550142>', undefined, '+12125550142'],
    ['+1 212 555-0142', undefined, '+12125550142'],
    ['"""A, B"" <1>"', 'A, B', '1'],
    ['Reception', 'Reception', undefined],
    ['', undefined, undefined],
  ])('reads the caller ID %j', async (text, name, number) => {
    const { callerIdName, callerIdNumber } = (await row(`1,A,sip,,${text},,,,yes,,a@example.com`))?.values ?? {}
    expect([callerIdName, callerIdNumber]).toEqual([name, number])
  })

  it('reports a row without extension, and keeps the extension alone where no PBX is named', async () => {
    const { rows, notes } = await read(
      `${header}\n,Nobody,sip,,,,,,yes,,n@example.com\n5,One,sip,,,,,,yes,,o@example.com\n`,
    )
    expect(rows[0]?.faults).toMatchObject([{ field: 'username', code: 'no-extension' }])
    expect(rows[0]?.columnOf.username).toBe('EXTENSION')
    expect(rows[1]?.values).not.toHaveProperty('sipOption')
    expect(notes.join()).toContain('No PBX is named')
    expect(notes.join()).toContain('the heading stands earlier in the row: busy_dest')
  })
})

describe('Microsoft Entra', () => {
  const header =
    'Name [displayName] Erforderlich,Benutzername [userPrincipalName],Kennwort [passwordProfile],Blockieren [accountEnabled],Vorname [givenName],Nachname [surname],Position [jobTitle],Abteilung [department],Land [usageLocation],Ort [city],Büro [physicalDeliveryOfficeName],Telefon [telephoneNumber],Mobil [mobile]'

  it.each(['version:v1.0', `version:v1.0${','.repeat(12)}`])(
    'is known by its keys in any language, below the line %j',
    async (version) => {
      const { format, rows } = await read(
        `${version}\r\n${header}\r\nÅsa Berg,asa@example.com,x, No,Åsa,Berg,Coach,Sales,LV,Riga,Tower,+371 2000 0000,\r\n`,
      )
      expect(format.name).toBe('entra')
      expect(rows).toMatchObject([
        {
          line: 3,
          values: {
            username: 'asa@example.com',
            email: 'asa@example.com',
            oauthEmail: 'asa@example.com',
            active: 'yes',
            jobTitle: 'Coach',
            timeZone: 'Europe/Riga',
            callerIdName: 'Åsa Berg',
            callerIdNumber: '+37120000000',
          },
          groups: { desks: ['Sales'], tags: ['Coach'] },
          site: 'Tower',
          columnOf: { email: 'Benutzername [userPrincipalName]' },
          notes: [],
        },
      ])
    },
  )

  it('blocks the sign-in of whoever is blocked, splits a whole name, and notes names that disagree', async () => {
    const { rows } = await read(
      `version:v1.0\n${header}\nA B C,a@example.com,,Yes,,,,,US\nMona Lis,m@example.com,,no,Mona,Liss\n`,
    )
    expect(rows[0]?.values).toMatchObject({ active: 'no', firstName: 'A B', lastName: 'C' })
    expect(rows[0]?.values).not.toHaveProperty('timeZone')
    expect(rows[1]?.notes[0]).toContain('“Mona Lis”')
  })

  it('refuses the placeholder by row and column until the domain is given', async () => {
    const file = `version:v1.0\n${header}\nA B,AB@<<<Ihr Domänenname>>>,, No,A,B\n`
    const refused = (await read(file)).rows[0]
    expect(refused?.faults).toHaveLength(1)
    expect(refused?.faults[0]).toMatchObject({ field: 'email', code: 'placeholder' })
    expect((await read(file, { domain: 'example.com' })).rows[0]).toMatchObject({
      faults: [],
      values: { username: 'AB@example.com', email: 'AB@example.com' },
    })
  })
})

describe('A file with our own words', () => {
  it('that is our export is taken back whole', async () => {
    const { format, rows } = await read(
      'Name,First name,Last name,E-mail,Username,Status,Roles,Skills,Desks,Site,Phone,Extension,Created\n' +
        'Ann Li,Ann,Li,ann@example.com,ann,pending,"Agent; Manager (desks: Day, ""Night, late"")",Spanish:4;Billing: B2,"Day|Night, late",Riga,\'+12125550142,12,2024-01-01\n',
    )
    expect(format.name).toBe('rollcall')
    expect(rows[0]).toMatchObject({
      values: { username: 'ann', active: 'yes', phone: '+12125550142', sipExtension: '12' },
      roles: [
        { name: 'Agent', sites: null, desks: null },
        { name: 'Manager', sites: null, desks: ['Day', 'Night, late'] },
      ],
      groups: { skills: [{ name: 'Spanish', level: 4 }, { name: 'Billing: B2' }], desks: ['Day', 'Night, late'] },
      site: 'Riga',
    })
  })

  it('and some of others is taken as far as it is known', async () => {
    const { format, rows, columns, notes } = await read(
      'given_name;Surname;MAIL;shoe size\nAnn;Li;ann@example.com;38;39\n',
    )
    expect(format.name).toBe('plain')
    expect(rows[0]).toMatchObject({
      values: { firstName: 'Ann', lastName: 'Li', email: 'ann@example.com', username: 'ann@example.com' },
    })
    expect(rows[0]?.notes[0]).toContain('1 more cell than the header')
    expect(columns.at(-1)).toMatchObject({ column: 4, heading: 'shoe size', fate: 'unknown', samples: ['38'] })
    expect(notes).toEqual(['Not read, because nothing of ours matches: shoe size.'])
  })
})

describe('A password in the file', () => {
  it.each([
    [
      'switchvox',
      `ext,fname,lname,email,password,phone_password,voicemail_password\n2,A,B,a@example.com,${CANARY},${CANARY},${CANARY}\n`,
    ],
    [
      'freepbx',
      `extension,name,tech,voicemail_enable,secret,voicmail_vmpwd,voicemail_vmpwd,password\n2,A,sip,yes,${CANARY},${CANARY},${CANARY},${CANARY}\n`,
    ],
    ['entra', `version:v1.0\nN [displayName],U [userPrincipalName],P [passwordProfile]\nA B,a@example.com,${CANARY}\n`],
    [
      'plain',
      `username,email,sipPassword,CalDAV token or password,Password\na,a@example.com,${CANARY},${CANARY},${CANARY}\n`,
    ],
  ])('of %s is in nothing that is made of it', async (name, file) => {
    const roster = await read(file)
    expect(roster.format.name).toBe(name)
    expect(roster.rows).toHaveLength(1)
    expect(JSON.stringify(roster)).not.toContain(CANARY)
    expect(roster.notes.join()).toContain('because they hold secrets')
  })

  it('without a header is not quoted in the refusal', async () => {
    await expect(read(`200,Scott,${CANARY}\n`)).rejects.not.toThrow(CANARY)
    await expect(read(`200,Scott,${CANARY}\n`)).rejects.toThrow('None of the known formats has these 3 columns')
  })
})

describe('The options', () => {
  const header = 'username,firstName,lastName,extension,email'
  const emailOf = async (row: string, emailFrom: string) =>
    (await read(`${header}\n${row}\n`, { emailFrom })).rows[0]?.values.email

  it.each([
    ['200,,,,', '{username}@example.com', '200@example.com'],
    ['a.b,,,,own@example.org', '{username}@example.com', 'own@example.org'],
    ['x,Žanna Ilze,Šmite,,', '{firstName}.{lastName}@example.com', 'zanna.ilze.smite@example.com'],
    ['x,Юрий,Щербаков,,', '{firstName}.{lastName}@example.com', 'yurii.shcherbakov@example.com'],
    ['x,Γιώργος,,,', '{firstName}.{lastName}@example.com', 'giorgos@example.com'],
    ['x,,,77,', 'ext{extension}@example.com', 'ext77@example.com'],
    ['x,美咲,佐藤,,', '{firstName}.{lastName}@example.com', undefined],
    ['x,,,,', '{firstName}.{lastName}@example.com', undefined],
  ])('make of %j and %j the e-mail %j', async (row, template, email) => {
    expect(await emailOf(row, template)).toBe(email)
  })

  it('name a format, and a country from which numbers are dialled', async () => {
    const { rows } = await read('username,email,phone\na,a@example.com,020 7946 0123\n', { country: 'GB' })
    expect(rows[0]?.values.phone).toBe('+442079460123')
    await expect(read('username,email\na,a@example.com\n', { format: 'entra' })).rejects.toThrow(
      'not the header of Microsoft Entra',
    )
    await expect(read('username,email\na,a@example.com\n', { format: 'nope' })).rejects.toThrow(
      'no format of that name',
    )
  })
})
