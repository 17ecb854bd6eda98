import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, expectNoSidewaysScroll } from './accessibility.ts'
import { field } from './fields.ts'
import { findPeople } from './people.ts'
import { comeSignedIn } from './signing-in.ts'
import { useWindows } from './windows.ts'

describe('custom fields (SPEC 4)', () => {
  const windows = useWindows()
  let page: Page

  beforeAll(async () => {
    page = await windows.open()
    await comeSignedIn(page)
  })

  const create = async (name: string, holds?: string) => {
    await page.getByRole('button', { name: 'New field' }).click()
    await field(page, 'Name').fill(name)
    if (holds) {
      await page
        .getByRole('combobox', { name: 'Holds' })
        .or(page.getByRole('textbox', { name: 'Holds' }))
        .click()
      await page.getByRole('option', { name: holds }).click()
    }
    await page.getByRole('button', { name: 'Create field' }).click()
    await page.getByRole('row').filter({ hasText: name }).waitFor()
  }

  test('a tenant makes fields of its own, and every user has them', async () => {
    await page.goto('/settings/fields')
    await page.getByRole('heading', { name: 'No custom fields yet' }).waitFor()
    await create('Cost centre')
    await create('Shifts a week', 'Number')
    await create('Has a locker', 'Yes or no')
    await expectAccessible(page)
    await page.setViewportSize({ width: 360, height: 800 })
    await expectNoSidewaysScroll(page)
    await page.setViewportSize({ width: 1280, height: 800 })

    const [person] = await findPeople(page, { role: 'Agent', status: 'active' })
    await page.goto(`/users/${person!.id}/edit`)
    await field(page, 'Cost centre').fill('4711-A')
    await field(page, 'Shifts a week').fill('4.5')
    await page.getByRole('checkbox', { name: 'Has a locker' }).check()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Saved 1 change: Custom fields.').waitFor()
    const facts = page.locator('dl').filter({ hasText: 'E-mail' })
    await expect.poll(() => facts.textContent()).toContain('Cost centre4711-A')
    expect(await facts.textContent()).toContain('Shifts a week4.5')
    expect(await facts.textContent()).toContain('Has a lockerYes')
  })

  test('one is renamed, another archived: forms offer the one by its new name, and the other no more', async () => {
    await page.goto('/settings/fields')
    const choose = async (row: string, entry: string) => {
      await page.getByRole('button', { name: `Actions for ${row}` }).click()
      await page.getByRole('menuitem', { name: entry }).click()
    }
    await choose('Cost centre', 'Rename')
    await field(page, 'Name').fill('Cost center')
    await page.getByRole('button', { name: 'Save name' }).click()
    await page.getByRole('row').filter({ hasText: 'Cost center' }).waitFor()
    await choose('Has a locker', 'Archive')
    await page
      .getByRole('row')
      .filter({ hasText: 'Has a locker' })
      .getByText('Archived', { exact: true })
      .first()
      .waitFor()

    const [person] = await findPeople(page, { role: 'Agent', status: 'active' })
    await page.goto(`/users/${person!.id}/edit`)
    await expect.poll(() => field(page, 'Cost center').inputValue()).toBe('4711-A')
    expect(await page.getByRole('checkbox', { name: 'Has a locker' }).count()).toBe(0)
    await field(page, 'Cost center').fill('4712')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Saved 1 change: Custom fields.').waitFor()
  })
})
