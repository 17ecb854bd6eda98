import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, expectNoSidewaysScroll } from './accessibility.ts'
import { call } from './calling.ts'
import { field, pick } from './fields.ts'
import { rows } from './list.ts'
import { findPeople } from './people.ts'
import { comeSignedIn } from './signing-in.ts'
import { useWindows } from './windows.ts'

const NAME = 'Leavers of the spring'

describe('health (HOUSE-5)', () => {
  const windows = useWindows()
  let page: Page
  let planted: string[]

  beforeAll(async () => {
    page = await windows.open()
    await comeSignedIn(page)
    // The case that the rule is to find: two active agents with a tag of their own.
    const agents = await findPeople(page, { role: 'Agent', status: 'any:active', sort: '-created' })
    planted = agents.slice(0, 2).map(({ id }) => id)
    const tag = await call<{ id: number }>(page, 'POST', '/groups', { kind: 'tag', name: NAME })
    for (const id of planted) await call(page, 'POST', `/users/${id}/add-tags`, { tags: [tag.body.id] })
    await page.goto(`/users?status=any:active&tag=any:${tag.body.id}`)
  })

  const rule = () => page.getByRole('list', { name: 'Rules' }).getByRole('listitem').filter({ hasText: NAME })

  test('a rule is made of what the list shows, and counts just those', async () => {
    await rows(page).first().waitFor()
    await page.getByRole('button', { name: 'Save as…' }).click()
    await page.getByRole('link', { name: 'Make it a health rule instead' }).click()
    const dialog = page.getByRole('dialog', { name: 'New health rule' })
    // The dialog of before, which has a name to fill too, may still be on its way out.
    await field(dialog, 'Name').fill(NAME)
    await pick(page, 'Mended by', 'Deactivate')
    await dialog.getByRole('button', { name: 'Make rule' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await rule().getByRole('link', { name: 'Show 2 users' }).waitFor()
  })

  test('its link opens the list with just those people', async () => {
    await rule().getByRole('link', { name: 'Show 2 users' }).click()
    await page.waitForURL(/\/users\?/)
    await expect.poll(() => rows(page).count()).toBe(2)
  })

  test('Home counts the same, and leads to the same list', async () => {
    await page.goto('/home')
    const line = page.getByRole('list', { name: 'Needs attention' }).getByRole('link', { name: NAME })
    await line.getByText('2', { exact: true }).waitFor()
    await line.click()
    await page.waitForURL(/\/users\?/)
    await expect.poll(() => rows(page).count()).toBe(2)
  })

  test('its plan mends them, and the rule finds nobody', async () => {
    await page.goto('/health')
    await rule().getByRole('button', { name: 'Deactivate…' }).click()
    await page.waitForURL(/\/plans\//)
    // Whoever thinks better of it is back where it was asked for.
    await page.getByRole('link', { name: 'Cancel' }).click()
    await page.waitForURL(/\/health$/)
    await rule().getByRole('button', { name: 'Deactivate…' }).click()
    await page.waitForURL(/\/plans\//)
    await page.getByRole('button', { name: 'Deactivate 2 users' }).click()
    const question = page.getByRole('dialog')
    await question.getByRole('button', { name: 'Deactivate 2 users' }).click()
    await page.waitForURL(/\/jobs\//)
    await page
      .getByText(/2 users were deactivated|Deactivated 2|2 changed/)
      .first()
      .waitFor()
    await page.goto('/health')
    await expect.poll(() => rule().textContent()).toMatch(/^0/)
  })

  test('is read by a screen reader, and on a telephone', async () => {
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
  })
})
