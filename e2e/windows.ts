/**
 * Windows of a real browser, each a person at a machine of their own. A journey fails on whatever the browser complains
 * of: errors of scripts, refusals of the content security policy, answers that the journey did not expect.
 */
import type { Browser, BrowserContextOptions, Page, Response } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest'
import { launchBrowser } from '#test/browser.ts'

const PATIENCE_MS = 30_000

export type Windows = {
  /** A new person comes, with no cookie and no memory. */
  open(options?: BrowserContextOptions): Promise<Page>
  /** An answer that belongs to the journey: `'412 PATCH /api/v1/users/'` is a status, a method and how the path begins. */
  expectRefusal(said: string): void
}

/** The Rollcall of this worker. */
export const { address, setUp, demonstration } = inject('rollcalls')[Number(process.env['VITEST_POOL_ID']) - 1]!

/** Starting a browser is a second of a processor's work: the files of a worker share one, and none of what it keeps. */
let shared: Browser | undefined
async function theBrowser(): Promise<Browser> {
  if (!shared?.isConnected()) shared = await launchBrowser()
  return shared
}

/** The windows of one file. They stay open from test to test, so that a file can be one long journey. */
export function useWindows(): Windows {
  let browser: Browser
  const pages: Page[] = []
  const complaints: string[] = []
  // Who is not signed in is told so: the sign-in page asks.
  const expected = ['401 GET /api/v1/session']
  beforeAll(async () => {
    browser = await theBrowser()
  })
  afterEach(async ({ task }) => {
    const heard = complaints.splice(0)
    if (heard.length > 0 || task.result?.state === 'fail') await photograph(pages, task.name)
    expect(heard, 'what the browser complained of').toEqual([])
  })
  afterAll(() => Promise.all(pages.map((page) => page.context().close())))
  return {
    expectRefusal: (said) => void expected.push(said),
    async open(options = {}) {
      const page = await openPage(browser, options)
      page.on('pageerror', (error) => complaints.push(error.stack ?? String(error)))
      page.on('console', (message) => {
        // What the server refuses is judged below, where one sees what was asked.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
          complaints.push(message.text())
      })
      page.on('response', (response) => {
        const said = sayAnswer(response)
        if (response.status() >= 400 && !expected.some((one) => said.startsWith(one))) complaints.push(said)
      })
      pages.push(page)
      return page
    },
  }
}

async function openPage(browser: Browser, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({
    baseURL: address,
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    reducedMotion: 'reduce',
    ...options,
  })
  context.setDefaultTimeout(PATIENCE_MS)
  await context.addInitScript(() =>
    addEventListener('securitypolicyviolation', (event) =>
      console.error(`Refused by the policy: ${event.violatedDirective} ${event.blockedURI}`),
    ),
  )
  return context.newPage()
}

const sayAnswer = (response: Response) =>
  `${response.status()} ${response.request().method()} ${response.url().replace(address, '')}`

/** What everybody saw when it went wrong. */
async function photograph(pages: readonly Page[], title: string) {
  const name = title.replaceAll(/\W+/g, '-').slice(0, 60)
  for (const [index, page] of pages.entries())
    await page.screenshot({ path: `test-results/${name}-${index + 1}.png` }).catch(() => undefined)
}
