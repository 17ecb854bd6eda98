/** Fields of a form, as a person finds them: by their labels. */
import type { Locator, Page } from 'playwright-core'

/** The star of a required field is part of its label's text. */
const labelled = (label: string) => new RegExp(`^${label.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}( \\*)?$`)

/** A field that one types into or opens. */
export const field = (within: Page | Locator, label: string): Locator =>
  within.locator('input:not([type="radio"], [type="checkbox"]), textarea').and(within.getByLabel(labelled(label)))

/** Opens the list behind a field and takes one of its entries. */
export async function pick(page: Page, label: string, entry: string) {
  await field(page, label).click()
  await page
    .getByRole('listbox', { name: labelled(label) })
    .getByRole('option', { name: entry })
    .click()
}

/** Moves entries of two lists to the selected ones, by keyboard: what is above them may still grow under a mouse. */
export async function select(page: Page, label: string, ...entries: string[]) {
  const [available, selected] = ['Available', 'Selected'].map((side) =>
    page.getByRole('listbox', { name: `${side}: ${label}` }),
  ) as [Locator, Locator]
  for (const entry of entries) {
    await available.getByRole('option', { name: entry, exact: true }).press('Enter')
    await selected.getByRole('option', { name: entry }).waitFor()
  }
}

/** An entry of the open menu, by keyboard: the menu takes the focus a moment after it is drawn, and took it from the entry. */
export async function pressEntry(page: Page, name: string) {
  await page.locator('[role="menu"]:focus-within').waitFor()
  await page.getByRole('menuitem', { name }).press('Enter')
}
