import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { pick } from './fields.ts'
import { names, rows, total } from './list.ts'
import { signIn } from './signing-in.ts'
import { useWindows } from './windows.ts'

/** As a Switchvox writes it: a password in clear text, of which nothing may be seen again. */
const file = [
  'ext,fname,lname,email,password,title,location',
  '70001,Ilze,Zvaigzne,ilze.zvaigzne@example.com,4711secret,Agent,Riga',
  '70002,Édouard,Lefèvre,edouard.lefevre@example.com,4712secret,Agent,Riga',
  '70003,Nobody,Without,,4713secret,Agent,Riga',
  '70004,Twice,Zvaigzne,ilze.zvaigzne@example.com,4714secret,Agent,Riga',
  '70005,Wrong,Address,not an address,4715secret,Agent,Riga',
].join('\r\n')

describe('bulk create from a file (BULK-6)', () => {
  const windows = useWindows()
  let page: Page

  beforeAll(async () => {
    page = await windows.open()
    await signIn(page)
  })

  test('every row is checked before anything is written: problems stand by row and column', async () => {
    await page.goto('/users/import')
    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: 'extensions.csv', mimeType: 'text/csv', buffer: Buffer.from(file) })
    await page.getByText('extensions.csv').waitFor()
    await pick(page, 'Site', 'Riga')
    await page.getByRole('button', { name: 'Check first' }).click()
    await page.getByRole('heading', { name: '2 of 5 rows can go in, 3 cannot' }).waitFor()
    await page.getByText('Read as Switchvox extensions. Nothing is created yet.').waitFor()
    const problems = await page.getByRole('table').getByRole('row').allTextContents()
    expect(problems).toEqual([
      'LineColumnProblem',
      expect.stringMatching(/^4email/),
      expect.stringMatching(/^5email/),
      expect.stringMatching(/^6email/),
    ])
    expect(await page.content()).not.toMatch(/47\d\dsecret/)
  })

  test('the good rows go in, and the list finds them by a part of the name, whatever the accents', async () => {
    await page.getByRole('button', { name: 'Create 2, leave 3' }).click()
    await page.getByText('2 users created, pending until they get a password; 3 rows left out').waitFor()
    await page.getByRole('link', { name: 'See them in the list' }).click()
    await rows(page).first().waitFor()
    const search = page.getByRole('searchbox', { name: /^Search users/ })
    await search.fill('lefev')
    await expect.poll(() => names(page)).toEqual(['Édouard Lefèvre'])
    await search.fill('zvaigz')
    await expect.poll(() => names(page)).toContain('Ilze Zvaigzne')
    expect(await total(page)).toMatch(/^\d of /)
  })
})
