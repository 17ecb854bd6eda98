import { describe, expect, it } from 'vitest'
import { readRoster } from './read.ts'
import { stageTable } from './stage.ts'

const file = Buffer.from('Wer;Kürzel;Wo;Kennwort;Quelle\nAnn Lind;ann;Riga;c4n4ry;ann@example.com\n;bo;;c4n4ry;\n')
const unknown = Buffer.from('a;b;c\n1;2;3\n')

describe('A file that nobody knows', () => {
  it('is refused where nobody looks at its columns', async () => {
    await expect(readRoster(unknown)).rejects.toThrow('None of the known formats has these 3 columns')
  })

  it('shows its columns to be matched, with samples of all but secrets', async () => {
    const { format, columns } = await readRoster(file, { lenient: true })
    expect(format.name).toBe('guess')
    expect(columns).toMatchObject([
      { column: 1, heading: 'Wer', fate: 'unknown', fields: [], samples: ['Ann Lind'] },
      { column: 2, heading: 'Kürzel', fate: 'unknown', samples: ['ann', 'bo'] },
      { column: 3, heading: 'Wo', fate: 'unknown' },
      { column: 4, heading: 'Kennwort', fate: 'secret', samples: [] },
      { column: 5, heading: 'Quelle', fate: 'unknown' },
    ])
  })

  it('is read as the person matches it, without lenience and without the file', async () => {
    const columns = { 1: 'wholeName', 2: 'username', 5: 'email', 3: null } as const
    const read = await readRoster(file, { columns })
    expect(read.rows).toMatchObject([
      { values: { firstName: 'Ann', lastName: 'Lind', username: 'ann', email: 'ann@example.com' }, blank: [] },
      { values: { username: 'bo' }, blank: ['firstName', 'lastName', 'email'] },
    ])
    expect(read.columns[2]?.fate).toBe('left')
    expect(read.rows[0]?.columnOf).toMatchObject({ lastName: 'Wer', username: 'Kürzel' })
    const kept = JSON.parse(JSON.stringify(read.table)) as typeof read.table
    expect((await stageTable(kept, { columns })).rows).toEqual(read.rows)
    expect(JSON.stringify(kept)).not.toContain('c4n4ry')
  })

  it('is guessed at by words of several languages, and by words that are nearly ours', async () => {
    const { columns } = await readRoster(Buffer.from('Vorname,Nachname,Emial,Standort,Shoe size\n'), { lenient: true })
    expect(columns.map(({ fields }) => fields)).toEqual([['firstName'], ['lastName'], ['email'], ['site'], []])
  })

  it('and has no header is refused, for no cell of somebody is to become a heading', async () => {
    const row = Buffer.from('200,Scott,c4n4ry-Pa55\n')
    await expect(readRoster(row, { lenient: true })).rejects.toThrow('no row says what the columns are')
    await expect(readRoster(row, { lenient: true })).rejects.not.toThrow('c4n4ry')
  })
})

describe('A match that is mended', () => {
  const switchvox = Buffer.from('ext,fname,lname,email,title,password\n7,Ann,Lind,ann@example.com,Coach,c4n4ry\n')

  it('wins over what the format says of the column', async () => {
    const { rows, columns } = await readRoster(switchvox, { columns: { 5: 'desks', 3: null } })
    expect(rows[0]).toMatchObject({ values: { firstName: 'Ann' }, groups: { desks: ['Coach'] } })
    expect(rows[0]?.values).not.toHaveProperty('lastName')
    expect(rows[0]?.groups).not.toHaveProperty('tags')
    expect(columns[4]?.fields).toEqual(['desks'])
  })

  it('lets several columns give lists and notes, but only one a name', async () => {
    const columns = { 4: 'notes', 5: 'notes' } as const
    expect((await readRoster(switchvox, { columns })).rows[0]?.values.notes).toBe('ann@example.com\nCoach')
    await expect(readRoster(switchvox, { columns: { 2: 'lastName', 3: 'lastName' } })).rejects.toThrow(
      'Columns 2 and 3 cannot both feed lastName',
    )
  })

  it.each([
    [{ 6: 'notes' }, 'Column 6, “password”, holds secrets'],
    [{ 9: 'notes' }, 'The file has no column 9; it has 6'],
  ] as const)('%j is refused', async (columns, sentence) => {
    await expect(readRoster(switchvox, { columns })).rejects.toThrow(sentence)
  })

  it('may name a column of secrets that is not to be read: it never is', async () => {
    expect((await readRoster(switchvox, { columns: { 6: null } })).columns[5]?.fate).toBe('secret')
  })
})

describe('A blank cell', () => {
  it('is told from a column that is not there, and from a value that was made', async () => {
    const { rows } = await readRoster(Buffer.from('email,first name,desks,phone\nann@example.com,,,\n'))
    expect(rows[0]).toMatchObject({ blank: ['firstName', 'desks', 'phone'], clears: [], made: ['username'] })
  })

  it('is not the token by which a system says that the field be emptied', async () => {
    const header = 'Username,First Name,Last Name,Email Address,Team Name,Time Zone'
    const { rows } = await readRoster(Buffer.from(`${header}\nann,Ann,,ann@example.com,[!***REMOVE***!],\n`))
    expect(rows[0]).toMatchObject({ clears: ['desks'], blank: ['lastName', 'timeZone'] })
  })
})
