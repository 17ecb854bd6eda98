import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { expectNoSidewaysScroll } from './accessibility.ts'
import { call } from './calling.ts'
import { findPeople, nameOf, type Person } from './people.ts'
import { comeSignedIn } from './signing-in.ts'
import { useWindows } from './windows.ts'

type OnCall = Person & { readonly presence: { readonly phone?: boolean; readonly state: string | null } }

/** Wholly within the window, and nothing lies over it. */
const inSight = (element: Locator) =>
  element.evaluate((one) => {
    const { left, right, top, bottom } = one.getBoundingClientRect()
    const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
    return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight && one.contains(there)
  })
const expectInSight = (element: Locator) => expect.poll(() => inSight(element)).toBe(true)

describe('a supervisor on a telephone', () => {
  const windows = useWindows()
  let page: Page
  let leaver: OnCall

  beforeAll(async () => {
    page = await windows.open({ viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true })
    await comeSignedIn(page)
    const busy = await findPeople(page, { role: 'Agent', status: 'any:active', availability: 'any:on-call' })
    leaver = (busy as OnCall[]).find(({ presence }) => presence.phone)!
  })

  test('finds a leaver whose phone is still registered, and the list fits the screen', async () => {
    await page.goto('/users')
    await page.getByRole('searchbox', { name: /^Search users/ }).fill(leaver.username)
    const card = page.getByRole('list', { name: 'Users' }).getByRole('listitem')
    await expect.poll(() => card.count()).toBe(1)
    await card.getByText('On call').waitFor()
    await expectNoSidewaysScroll(page)
    await card.getByRole('link', { name: nameOf(leaver), exact: true }).tap()
    await page.getByRole('heading', { level: 1, name: nameOf(leaver) }).waitFor()
    await page.getByText(/phone registered$/).waitFor()
  })

  test('retires them: the red button is in sight at once, however long the words above it are', async () => {
    await page.getByRole('button', { name: 'More actions' }).tap()
    await page.getByRole('menuitem', { name: 'Deactivate' }).tap()
    const dialog = page.getByRole('dialog', { name: `Deactivate ${nameOf(leaver)}?` })
    const button = dialog.getByRole('button', { name: /^Deactivate / })
    await dialog.getByText(/can no longer sign in/).waitFor()
    await expectInSight(button)
    // Turned to its side there is hardly more height than the buttons need: they come last.
    await page.setViewportSize({ width: 640, height: 300 })
    await button.scrollIntoViewIfNeeded()
    await expectInSight(button)
    await page.setViewportSize({ width: 320, height: 480 })
    await expectInSight(button)
    await page.setViewportSize({ width: 360, height: 640 })
    await button.tap()
    await page.getByText(`${nameOf(leaver)} is inactive now`).waitFor()
  })

  test('reads that the phone is gone, and looks at the board of the room, where nobody of that name is', async () => {
    await page.getByText('Inactive', { exact: true }).first().waitFor()
    expect(await page.getByText(/phone registered/).count()).toBe(0)
    const { body } = await call<OnCall>(page, 'GET', `/users/${leaver.id}`)
    expect(body.presence).toMatchObject({ phone: false, state: 'offline' })
    await page.getByRole('button', { name: 'Menu' }).tap()
    await page.getByRole('dialog').getByRole('link', { name: 'Live' }).tap()
    await page.getByRole('region', { name: 'On call' }).waitFor()
    await expectNoSidewaysScroll(page)
    expect(await page.getByText(nameOf(leaver), { exact: true }).count()).toBe(0)
  })

  test.each([
    ['/users', 'Export', 'Export'],
    ['/reviews', 'New review', 'Start review'],
    ['/settings/api-keys', 'New API key', 'Create key'],
  ])('%s: what %s asks may be long, its button is in sight at 320 by 480', async (path, opens, does) => {
    await page.setViewportSize({ width: 320, height: 480 })
    await page.goto(path)
    await page.getByRole('button', { name: opens, exact: true }).first().tap()
    const dialog = page.getByRole('dialog')
    const button = dialog.getByRole('button', { name: does, exact: true })
    await expectInSight(button)
    // Whoever goes through the fields by keyboard has none of them behind the buttons (WCAG 2.4.11).
    const fields = dialog.locator('input:not([type="radio"], [type="checkbox"], [type="hidden"]), textarea')
    for (const field of await fields.all()) {
      await field.focus()
      await expectInSight(field)
    }
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
  })

  test('a third language is seen in its field, which grows with what is chosen', async () => {
    await page.setViewportSize({ width: 360, height: 640 })
    await page.goto('/users/new')
    for (const name of ['Spanish', 'Portuguese', 'Indonesian']) {
      await page.locator('#languages').fill(name)
      await page.getByRole('option', { name }).first().tap()
    }
    await page.keyboard.press('Escape')
    for (const name of ['Spanish', 'Portuguese', 'Indonesian']) {
      const pill = page.getByRole('button', { name: new RegExp(`^Remove ${name}`) })
      await pill.scrollIntoViewIfNeeded()
      const cut = await pill.evaluate((one) => {
        const frame = one.closest('[class*="PillsInput-input"]')!.getBoundingClientRect()
        return one.getBoundingClientRect().bottom - frame.bottom
      })
      expect(cut).toBeLessThanOrEqual(0)
    }
  })
})
