/** What every page owes to people who cannot see it well, or have little room for it (WCAG 2.2 AA). */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Nothing serious or critical, in the light theme and, where colours are concerned, in the dark one. */
export async function expectAccessible(page: Page, part = 'html') {
  // There are no frames, for whose sake it would open a page of its own each time.
  const axe = () => new AxeBuilder({ page }).setLegacyMode().include(part)
  const light = await axe().withTags(RULES).analyze()
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await axe().withRules(['color-contrast', 'link-in-text-block']).analyze()
  await page.emulateMedia({ colorScheme: 'light' })
  const said = [...grave(light).map((words) => `light: ${words}`), ...grave(dark).map((words) => `dark: ${words}`)]
  expect(said, `${page.url()}`).toEqual([])
}

type Result = Awaited<ReturnType<AxeBuilder['analyze']>>

const grave = ({ violations }: Result): string[] =>
  violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)}: ${failureSummary}`),
    )

/** One H1, and a title for the tab. */
export async function expectNamed(page: Page, title: RegExp) {
  await expect.poll(() => page.title()).toMatch(title)
  expect(await page.getByRole('heading', { level: 1 }).count(), `H1 of ${page.url()}`).toBe(1)
}

/** At 320 px, which is 400 % zoom on a laptop, the page itself is not scrolled sideways (WCAG 1.4.10). */
export async function expectNoSidewaysScroll(page: Page) {
  const size = page.viewportSize()
  await page.setViewportSize({ width: 320, height: 640 })
  const spill = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  await expect.poll(spill, { message: `${page.url()} at 320 px` }).toBeLessThanOrEqual(0)
  if (size) await page.setViewportSize(size)
}
