/** The users list as a person reads it. */
import type { Locator, Page } from 'playwright-core'

/** The rows of the table, without the head. */
export const rows = (page: Page): Locator =>
  page
    .getByRole('table')
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader') })

export const rowOf = (page: Page, name: string): Locator => rows(page).filter({ hasText: name })

/** The names on the page, in their order. */
export const names = (page: Page): Promise<string[]> =>
  rows(page).getByRole('rowheader').getByRole('link').allTextContents()

/** What stands beside the heading: "12 of 2,001"; empty while it is counted. */
export async function total(page: Page): Promise<string> {
  const line = page.getByRole('heading', { level: 1, name: 'Users' }).locator('xpath=..')
  return ((await line.textContent()) ?? '').replace('Users', '')
}

export const chip = (page: Page, sentence: string): Locator =>
  page.getByRole('group', { name: 'Filters' }).getByRole('button', { name: `Edit filter: ${sentence}`, exact: true })

/** Picks an entry of the menu of a row. */
export async function choose(page: Page, name: string, entry: string) {
  await rowOf(page, name)
    .getByRole('button', { name: `Actions for ${name}` })
    .click()
  await page.getByRole('menuitem', { name: entry }).click()
}

/** Reads the password that is shown this once, and closes its window. */
export async function takePassword(page: Page): Promise<string> {
  const shown = page.getByRole('dialog', { name: /password for/ })
  const password = (await shown.locator('code').textContent()) ?? ''
  await shown.getByRole('button', { name: 'Close', exact: true }).last().click()
  await shown.getByRole('button', { name: 'Close without copying' }).click()
  await shown.waitFor({ state: 'hidden' })
  return password
}
