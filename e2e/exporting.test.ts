import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { call } from './calling.ts'
import { rows } from './list.ts'
import { comeSignedIn, signInAs } from './signing-in.ts'
import { useWindows } from './windows.ts'

describe('exporting the list', () => {
  const windows = useWindows()
  let page: Page
  let selected: string[]

  beforeAll(async () => {
    page = await windows.open()
    await comeSignedIn(page)
  })

  const dialog = () => page.getByRole('dialog')
  const downloaded = async (click: () => Promise<void>): Promise<string> => {
    const [download] = await Promise.all([page.waitForEvent('download'), click()])
    expect(download.suggestedFilename()).toMatch(/^users-\d{4}-\d\d-\d\d\.csv$/)
    return readFileSync(await download.path(), 'utf8')
      .replace('\uFEFF', '')
      .trimEnd()
  }

  test('those who are selected become a file, written while one looks, and downloaded from its page', async () => {
    await page.goto('/users?sort=username')
    await rows(page).first().waitFor()
    const boxes = rows(page).getByRole('checkbox')
    for (const at of [0, 2]) await boxes.nth(at).check()
    const usernames = (at: number) => rows(page).nth(at).getByRole('rowheader').textContent()
    selected = [(await usernames(0)) ?? '', (await usernames(2)) ?? '']
    await page.getByRole('group', { name: 'Bulk actions' }).getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Export…' }).click()
    await dialog().getByText('2 selected').waitFor()
    await dialog().getByText('CSV', { exact: true }).click()
    await dialog().getByRole('button', { name: 'Export', exact: true }).click()
    await page.waitForURL(/\/exports\/[0-9a-f-]{36}$/)
    const file = await downloaded(() => page.getByRole('button', { name: 'Download' }).click())
    const [headings, ...lines] = file.split('\r\n')
    expect(headings).toMatch(/^Username,First name,Last name,Status,/)
    expect(lines.map((line) => line.split(',')[0])).toHaveLength(2)
    for (const [i, line] of lines.entries()) expect(selected[i]).toContain(line.split(',')[0])
  })

  test('the mailed link leads to the file, for whoever asked and for nobody else', async () => {
    const { body: outbox } = await call<{ items: { id: string; subject: string }[] }>(page, 'GET', '/outbox')
    const mail = outbox.items.find(({ subject }) => /^Your export of .+ is ready$/.test(subject))!
    const { body: words } = await call<{ text: string }>(page, 'POST', `/outbox/${mail.id}/read`)
    const link = /https?:\/\/\S+\/exports\/\S+/.exec(words.text)![0]
    await page.goto(new URL(link).pathname)
    await page.getByRole('button', { name: 'Download' }).waitFor()

    const other = await windows.open()
    windows.expectRefusal('404 GET /api/v1/exports/')
    const { body } = await call<{ items: { id: string; username: string }[] }>(
      page,
      'GET',
      '/users?status=active&search=&limit=2',
    )
    await signInAs(
      other,
      page,
      body.items.find(({ username }) => username !== 'admin')!,
    )
    await other.goto(new URL(link).pathname)
    await other
      .getByText(/permission|There is no such export/)
      .first()
      .waitFor()
    expect(await other.getByRole('button', { name: 'Download' }).count()).toBe(0)
  })

  test('few people are downloaded at once, with the columns that are chosen', async () => {
    await page.goto('/users?status=pending')
    await rows(page).first().waitFor()
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await dialog().getByText('CSV', { exact: true }).click()
    await dialog().getByText('All', { exact: true }).click()
    const file = await downloaded(() => dialog().getByRole('button', { name: 'Download now' }).click())
    expect(file).toMatch(/^Id,Username,E-mail,/)
    await dialog().waitFor({ state: 'hidden' })
  })

  test('an address of another domain is refused where it was typed', async () => {
    windows.expectRefusal('422 POST /api/v1/exports')
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await dialog().getByRole('textbox', { name: 'E-mail' }).fill('ana@elsewhere.example')
    await dialog().getByRole('button', { name: 'Export', exact: true }).click()
    await dialog().getByText('Nobody here has an address at elsewhere.example.').waitFor()
    await dialog().getByRole('button', { name: 'Cancel' }).click()
  })
})
