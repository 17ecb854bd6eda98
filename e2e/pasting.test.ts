import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { chip, names, rows } from './list.ts'
import { findPeople, nameOf } from './people.ts'
import { comeSignedIn } from './signing-in.ts'
import { useWindows } from './windows.ts'

describe('a pasted list', () => {
  const windows = useWindows()
  let page: Page

  beforeAll(async () => {
    page = await windows.open({ permissions: ['clipboard-read', 'clipboard-write'] })
    await comeSignedIn(page)
  })

  const paste = async (text: string) => {
    await page.evaluate((words) => navigator.clipboard.writeText(words), text)
    await page.keyboard.press('Control+v')
  }

  test('becomes one chip in the search; who is not found is counted and named', async () => {
    const [first, second, third] = await findPeople(page, { status: 'active' })
    await page.goto('/users')
    await rows(page).first().waitFor()
    await page.getByRole('searchbox', { name: /^Search users/ }).focus()
    await paste(`${first!.username}\n${second!.username.toUpperCase()}\nnobody@example.com\n`)
    await expect.poll(() => names(page)).toEqual([nameOf(first!), nameOf(second!)])
    await chip(page, '3 pasted values · 1 not found').click()
    await page.getByText('Not found: nobody@example.com').waitFor()
    expect(new URL(page.url()).searchParams.get('named')).toContain(first!.username)

    const list = page.getByLabel('Usernames, e-mails or extensions')
    await list.fill(`${first!.username}\n${third!.username}`)
    await list.blur()
    await expect.poll(() => names(page)).toEqual([nameOf(first!), nameOf(third!)])
    await page.keyboard.press('Escape')
    await chip(page, '2 pasted values').waitFor()
  })

  test('a name with a comma is searched for as it is', async () => {
    await page.goto('/users')
    await rows(page).first().waitFor()
    const search = page.getByRole('searchbox', { name: /^Search users/ })
    await search.focus()
    await paste('Lind, Ana')
    await expect.poll(() => search.inputValue()).toBe('Lind, Ana')
  })
})
