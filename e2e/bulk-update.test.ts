import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, expectNamed, expectNoSidewaysScroll } from './accessibility.ts'
import { names, rowOf, rows } from './list.ts'
import { comeSignedIn } from './signing-in.ts'
import { useWindows } from './windows.ts'

describe('a bulk update (BULK-5)', () => {
  const windows = useWindows()
  let page: Page
  let chosen: string[]
  beforeAll(async () => {
    page = await windows.open()
    await comeSignedIn(page)
  })
  const drawer = () => page.getByRole('dialog', { name: /^Bulk update: 3 people$/ })

  test('three people are chosen: they are listed, and what is not ticked is not asked', async () => {
    await page.goto('/users?size=25&status=any:inactive')
    await rows(page).first().waitFor()
    chosen = (await names(page)).slice(0, 3)
    for (const name of chosen) await rowOf(page, name).getByRole('checkbox').click()
    await page.getByRole('group', { name: 'Bulk actions' }).getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Bulk update…' }).click()
    const listed = drawer().getByRole('list', { name: 'The chosen people' }).getByRole('listitem')
    await expect.poll(() => listed.allTextContents()).toEqual(chosen)
    await drawer().getByRole('button', { name: 'Preview' }).click()
    await drawer().getByRole('alert').getByText('Tick a field that is to change first.').waitFor()
    await expectAccessible(page, '[role="dialog"]')
  })

  test('a skill is added and the time zone set: one preview, one run, and it is taken back whole', async () => {
    await drawer().getByRole('checkbox', { name: 'Skills', exact: true }).click()
    await drawer().getByRole('option', { name: 'Arabic' }).click()
    await drawer().getByRole('button', { name: 'Add', exact: true }).click()
    await drawer()
      .getByRole('listbox', { name: /^Selected/ })
      .getByRole('option', { name: 'Arabic' })
      .waitFor()
    await drawer().getByRole('checkbox', { name: 'Time zone', exact: true }).click()
    await drawer()
      .getByRole('textbox', { name: /^Time zone/ })
      .fill('Tokyo')
    await page.getByRole('option', { name: /Tokyo/ }).click()
    await expectAccessible(page, '[role="dialog"]')
    await drawer().getByRole('button', { name: 'Preview' }).click()
    await page.waitForURL(/\/plans\//)
    await page.getByRole('heading', { level: 1, name: 'Change skills and time zone of 3 people' }).waitFor()
    await page.getByRole('table').getByText('Asia/Tokyo').first().waitFor()
    await expectNamed(page, /^Preview · /)
    await expectNoSidewaysScroll(page)
    await page.getByRole('button', { name: /^Change for 3 people/ }).click()
    await page.waitForURL(/\/jobs\//)
    await page.getByText('Done. 3 changed.', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Undo the 3' }).click()
    await page.waitForURL(/\/plans\//)
    await page.getByRole('button', { name: /^Take back for 3 people/ }).click()
    await page.waitForURL(/\/jobs\//)
    await page.getByText('Done. 3 changed.', { exact: true }).waitFor()
  })
})
