import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { expectAccessible, expectNoSidewaysScroll } from './accessibility.ts'
import { field, pick } from './fields.ts'
import { names, rows } from './list.ts'
import { comeSignedIn } from './signing-in.ts'
import { useWindows } from './windows.ts'

const windows = useWindows()
const file = (...rows: string[]) => ({
  name: 'new-team.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(rows.join('\n')),
})
const counted = (page: Page, words: string) => page.locator('strong').getByText(words, { exact: true }).waitFor()
const cell = (page: Page, heading: string, line: number) => page.getByLabel(`${heading}, line ${line}`)

/** Looks at the preview, runs it, and waits for the end. */
async function run(page: Page, words: string | RegExp) {
  await page.waitForURL(/\/plans\//)
  await page.getByRole('button', { name: words }).click()
  await page.waitForURL(/\/jobs\//)
  await page
    .getByRole('button', { name: /^(Undo|Redo) the/ })
    .first()
    .waitFor()
}

describe('bulk create (BULK-6)', () => {
  test('pasted rows are mended in the grid, created after a preview, and taken back', async () => {
    const page = await windows.open()
    await comeSignedIn(page)
    await page.goto('/users/import')
    await page.getByRole('heading', { level: 1, name: 'Bulk create' }).waitFor()
    const pasted = [
      ['username', 'email', 'first name', 'last name', 'phone'],
      ['quilla.one', 'quilla.one@team.example', 'Quilla', 'Onesti', ''],
      ['quilla.two', 'quilla.two', 'Quilla', 'Twelvetrees', '+1'],
      ['quilla.six', '', 'Quilla', 'Sixpence', ''],
    ]
    await field(page, 'Or paste rows').fill(pasted.map((row) => row.join('\t')).join('\n'))
    await page.getByRole('button', { name: 'Read and check' }).click()
    await page.waitForURL(/\/users\/import\/.+/)
    await pick(page, 'Site of new users', 'Riga')
    await counted(page, '1 new, 2 with problems')

    // By keyboard: Enter goes from problem to problem, and each mended cell is checked at once.
    await cell(page, 'email', 3).fill('quilla.two@team.example')
    await page.keyboard.press('Enter')
    await expect.poll(() => cell(page, 'phone', 3).evaluate((input) => input === document.activeElement)).toBe(true)
    await page.keyboard.type('+442079460123')
    await cell(page, 'phone', 3).fill('+442079460123')
    await page.keyboard.press('Enter')
    await counted(page, '2 new, 1 with problems')
    await page.getByRole('row', { name: /^3 Right/ }).waitFor()
    // Whoever leaves comes back to the file as it is.
    await page.goto('/users/import')
    await page.getByRole('link', { name: 'Pasted rows' }).first().click()
    await counted(page, '2 new, 1 with problems')
    await page.getByRole('button', { name: 'Leave out' }).click()
    await counted(page, '2 new, 1 left out')
    await expectAccessible(page)

    await page.getByRole('button', { name: 'Create 2, leave 1' }).click()
    await page.getByRole('heading', { level: 1, name: 'Create 2 users' }).waitFor()
    await page.getByText('quilla.two').first().waitFor()
    await run(page, 'Create 2 users')
    await page.goto('/users?q=quilla')
    await rows(page).first().waitFor()
    expect((await names(page)).sort()).toEqual(['Quilla Onesti', 'Quilla Twelvetrees'])

    await page.goto('/jobs')
    await page
      .getByRole('link', { name: /Create 2 users/ })
      .first()
      .click()
    await page.getByRole('button', { name: /Undo/ }).click()
    await run(page, /Take back/)
    await page.goto('/users?q=quilla')
    await page.getByText(/No one matches/).waitFor()
  })

  test('a file changes who is there by the column that is chosen, and nothing the second time', async () => {
    const page = await windows.open()
    await comeSignedIn(page)
    const bring = async (title: string) => {
      await page.goto('/users/import')
      await page
        .locator('input[type=file]')
        .setInputFiles(
          file('username,email,job title', `zora.q,zora.q@team.example,${title}`, 'zeno.q,zeno.q@team.example,'),
        )
      await page.waitForURL(/\/users\/import\/.+/)
      await pick(page, 'Site of new users', 'Riga')
      await pick(page, 'This file brings', 'New users, and changes to those who are there')
      await pick(page, 'Users are matched by', 'Username')
    }
    await bring('Clerk')
    await counted(page, '2 new')
    await page.getByRole('button', { name: 'Create 2' }).click()
    await run(page, 'Create 2 users')
    await bring('Lead')
    await counted(page, '1 to change, 1 already so')
    await page.getByRole('button', { name: 'Change 1' }).click()
    await page.getByText('Clerk').waitFor()
    await run(page, 'Change 1 user')
    await bring('Lead')
    await counted(page, '2 already so')
    await page.getByText('Everybody in this file is so already.').first().waitFor()
  })

  test('a Switchvox file: problems stand by row and column, its passwords nowhere', async () => {
    const page = await windows.open()
    await comeSignedIn(page)
    await page.goto('/users/import')
    await page
      .locator('input[type=file]')
      .setInputFiles(
        file(
          'ext,fname,lname,email,password,title,location',
          '70001,Ilze,Zvaigzne,ilze.zvaigzne@example.com,4711secret,Agent,Riga',
          '70003,Nobody,Without,,4713secret,Agent,Riga',
          '70004,Twice,Zvaigzne,ilze.zvaigzne@example.com,4714secret,Agent,Riga',
        ),
      )
    await page.waitForURL(/\/users\/import\/.+/)
    await pick(page, 'Site of new users', 'Riga')
    await counted(page, '1 new, 2 with problems')
    await page.getByText('read as Switchvox extensions.', { exact: false }).waitFor()
    expect(await page.content()).not.toMatch(/47\d\dsecret/)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download them with the reasons' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('rollcall-import-problems.csv')
    await page.setViewportSize({ width: 320, height: 640 })
    await expectNoSidewaysScroll(page)
  })
})
