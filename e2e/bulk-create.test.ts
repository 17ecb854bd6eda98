import { describe, expect, test } from 'vitest'
import { field, pick } from './fields.ts'
import { names, rows } from './list.ts'
import { signIn } from './signing-in.ts'
import { useWindows } from './windows.ts'

const windows = useWindows()
const file = (...rows: string[]) => ({
  name: 'new-team.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(rows.join('\n')),
})

describe('bulk create', () => {
  test('a file is checked first, mended by what its problems ask for, and the good rows become people', async () => {
    const page = await windows.open()
    await signIn(page)
    await page.goto('/users/import')
    await page.getByRole('heading', { level: 1, name: 'Bulk create' }).waitFor()
    await page
      .locator('input[type=file]')
      .setInputFiles(
        file(
          'username,email,first name,last name,phone number',
          'quilla.one,,Quilla,Onesti,',
          'quilla.two,,Quilla,Twelvetrees,+1',
        ),
      )
    await page.getByRole('combobox', { name: 'Site' }).click()
    await page.getByRole('option', { name: 'Riga' }).click()
    await page.getByRole('button', { name: 'Check first' }).click()
    await page.getByRole('heading', { name: 'None of the 2 rows can go in' }).waitFor()
    await page.getByRole('row', { name: /2 email The row has no e-mail/ }).waitFor()

    await field(page, 'How e-mails are made').fill('{username}@team.example')
    await page.getByRole('button', { name: 'Check again' }).click()
    await page.getByRole('heading', { name: '1 of 2 rows can go in, 1 cannot' }).waitFor()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download as CSV' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('problems.csv')

    await page.getByRole('button', { name: 'Create 1, leave 1' }).click()
    await page.getByText('1 user created, pending until they get a password; 1 row left out').waitFor()
    await page.getByRole('link', { name: 'See them in the list' }).click()
    await page.getByRole('link', { name: 'Quilla Onesti' }).waitFor()
  })

  test('rows pasted from a spreadsheet are read like a file', async () => {
    const page = await windows.open()
    await signIn(page)
    await page.goto('/users/import')
    await field(page, 'Or paste rows').fill('username\temail\tsite\nquilla.three\tquilla3@team.example\tKraków')
    await page.getByRole('button', { name: 'Check first' }).click()
    await page.getByRole('button', { name: 'Create 1 user' }).click()
    await page.getByText('1 user created, pending until they get a password').waitFor()
  })

  test('a Switchvox file: problems stand by row and column, its passwords nowhere, its people are found by a part of the name', async () => {
    const page = await windows.open()
    await signIn(page)
    await page.goto('/users/import')
    await page
      .locator('input[type=file]')
      .setInputFiles(
        file(
          'ext,fname,lname,email,password,title,location',
          '70001,Ilze,Zvaigzne,ilze.zvaigzne@example.com,4711secret,Agent,Riga',
          '70002,Édouard,Lefèvre,edouard.lefevre@example.com,4712secret,Agent,Riga',
          '70003,Nobody,Without,,4713secret,Agent,Riga',
          '70004,Twice,Zvaigzne,ilze.zvaigzne@example.com,4714secret,Agent,Riga',
          '70005,Wrong,Address,not an address,4715secret,Agent,Riga',
        ),
      )
    await pick(page, 'Site', 'Riga')
    await page.getByRole('button', { name: 'Check first' }).click()
    await page.getByRole('heading', { name: '2 of 5 rows can go in, 3 cannot' }).waitFor()
    await page.getByText('Read as Switchvox extensions. Nothing is created yet.').waitFor()
    expect(await page.getByRole('table').getByRole('row').allTextContents()).toEqual([
      'LineColumnProblem',
      ...['4', '5', '6'].map((line): unknown => expect.stringMatching(new RegExp(`^${line}email`))),
    ])
    expect(await page.content()).not.toMatch(/47\d\dsecret/)

    await page.getByRole('button', { name: 'Create 2, leave 3' }).click()
    await page.getByRole('link', { name: 'See them in the list' }).click()
    await rows(page).first().waitFor()
    await page.getByRole('searchbox', { name: /^Search users/ }).fill('lefev')
    await expect.poll(() => names(page)).toEqual(['Édouard Lefèvre'])
  })
})
