/** The users list as a person reads it. */
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** The rows of the table, without the head. */
export const rows = (page: Page): Locator => page.getByRole('table').getByRole('row').filter({ has: page.getByRole('rowheader') })

export const rowOf = (page: Page, name: string): Locator => rows(page).filter({ hasText: name })

/** The names on the page, in their order. */
export const names = (page: Page): Promise<string[]> => rows(page).getByRole('rowheader').getByRole('link').allTextContents()

/** "12 of 2,001", beside the heading. */
export const total = async (page: Page): Promise<string> =>
  ((await page.getByRole('heading', { level: 1, name: 'Users' }).locator('xpath=..').textContent()) ?? '').replace('Users', '')

/** Waits until so many match. */
export const untilTotal = (page: Page, wanted: string | RegExp) =>
  expect.poll(() => total(page)).toMatch(wanted instanceof RegExp ? wanted : new RegExp(`^${wanted}$`))

/** Picks an entry of the menu that a row's button opens. */
export async function choose(page: Page, name: string, entry: string) {
  await rowOf(page, name).getByRole('button', { name: `Actions for ${name}` }).click()
  await page.getByRole('menuitem', { name: entry }).click()
}
