/** What every page owes to people who cannot see it well, or have little room for it (WCAG 2.2 AA). */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** axe itself. It is put into a page once: its builder for Playwright reads 1.5 MB anew twice for each look. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const EVERYTHING = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const COLOURS = ['color-contrast', 'link-in-text-block']

/** Nothing serious or critical, in the light theme and, where colours are concerned, in the dark one. */
export async function expectAccessible(page: Page, part = 'html') {
  const light = await grave(page, part, { type: 'tag', values: EVERYTHING })
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await grave(page, part, { type: 'rule', values: COLOURS })
  await page.emulateMedia({ colorScheme: 'light' })
  const said = [...light.map((words) => `light: ${words}`), ...dark.map((words) => `dark: ${words}`)]
  expect(said, `${page.url()}`).toEqual([])
}

/** What is wrong, in words. Of what is right nothing is written down: that would be most of the work. */
async function grave(page: Page, part: string, runOnly: RunOptions['runOnly']): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE)
  const violations = await page.evaluate(
    async ([context, options]) => {
      const { axe } = window as unknown as { axe: { run(context: string, options: object): Promise<AxeResults> } }
      return (await axe.run(context, options)).violations
    },
    [part, { runOnly, resultTypes: ['violations'], selectors: false } satisfies RunOptions] as const,
  )
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)}: ${failureSummary}`),
    )
}

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
