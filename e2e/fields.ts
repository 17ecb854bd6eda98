import type { Locator, Page } from 'playwright-core'

/** The field with this label; the star of a required one is part of the label's text. */
export const field = (within: Page | Locator, label: string): Locator =>
  within.getByLabel(new RegExp(`^${label.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}( \\*)?$`))
