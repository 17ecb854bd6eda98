/** The console's first page in a real browser, over the loaded people: what it fetches, when it is there, how it answers. */
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '#test/browser.ts'
import type { Bench } from '../bench.ts'
import { count, ms, type Figure } from '../figures.ts'
import { findActor } from '../people.ts'
import { median, percentile, time } from '../timing.ts'

const VISITS = 7

export async function* measureConsole(bench: Bench): AsyncGenerator<Figure> {
  const population = await bench.population()
  const who = await bench.signIn(population.house.tenantId, await findActor(population, 'everywhere'))
  const { address } = await bench.server()
  const browser = await launchBrowser()
  try {
    const visits: Visit[] = []
    for (let visit = 0; visit < VISITS; visit++)
      visits.push(await visitFirstPage(browser, address, who.headers['cookie']!))
    const script = Math.max(...visits.map((visit) => visit.script))
    yield {
      what: 'console, first page: JavaScript as it travels',
      must: '≤ 250 kB (gzip)',
      measured: `${count(script / 1000)} kB`,
      ok: script <= 250_000,
    }
    yield within(
      'console, first page: largest contentful paint',
      1200,
      visits.map((visit) => visit.painted),
    )
    yield within(
      'console: a tick beside a row, to the next frame',
      120,
      visits.map((visit) => visit.ticked),
    )
    yield within(
      'console: a row’s menu, to the next frame',
      120,
      visits.map((visit) => visit.opened),
    )
    yield within(
      'console: from a letter in the search to its rows',
      450,
      visits.map((visit) => visit.searched),
    )
  } finally {
    await browser.close()
  }
}

const within = (what: string, most: number, times: readonly number[]): Figure => ({
  what,
  must: `≤ ${most < 1000 ? ms(most) : `${most / 1000} s`}`,
  measured: `median ${ms(median(times))}, worst ${ms(percentile(times, 1))}`,
  ok: median(times) <= most,
})

type Visit = { script: number; painted: number; ticked: number; opened: number; searched: number }

/** A browser that was never here, with somebody signed in. */
async function visitFirstPage(browser: Browser, address: string, cookie: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const [name, value] = cookie.split('=') as [string, string]
  // A cookie of this kind is set from https alone; on loopback it travels over http too.
  await context.addCookies([{ name, value, url: address.replace('http:', 'https:'), secure: true }])
  const page = await context.newPage()
  const script = countScript(page)
  await page.goto(new URL('/users', address).href)
  await page.getByRole('row').nth(10).waitFor()
  const painted = await page.evaluate(largestPaint)
  const answer = page.waitForResponse((response) => response.url().includes('search='))
  const searched = await time(async () => {
    await page.getByRole('searchbox', { name: /^Search users/ }).pressSequentially('m')
    await answer
  })
  const ticked = await untilNextFrame(page, page.getByRole('row').nth(3).getByRole('checkbox'))
  const opened = await untilNextFrame(
    page,
    page
      .getByRole('row')
      .nth(4)
      .getByRole('button', { name: /^Actions for/ }),
  )
  await context.close()
  return { script: await script(), painted, ticked, opened, searched }
}

/** The bytes of all scripts as they came over the wire; compressed, since that is how they come. */
function countScript(page: Page) {
  const sizes: Promise<number>[] = []
  page.on('requestfinished', (request) => {
    if (request.resourceType() === 'script')
      sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize))
  })
  return async () => (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}

/** In the page: when its largest content was painted, in milliseconds from the navigation. */
const largestPaint = () =>
  new Promise<number>((resolve) => {
    new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? Number.NaN)).observe({
      type: 'largest-contentful-paint',
      buffered: true,
    })
  })

/** From a click to the second frame after it, when what it changed is painted. */
async function untilNextFrame(page: Page, target: ReturnType<Page['getByRole']>): Promise<number> {
  const element = await target.elementHandle()
  return page.evaluate(
    (clicked) =>
      new Promise<number>((resolve) => {
        const began = performance.now()
        ;(clicked as HTMLElement).click()
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - began)))
      }),
    element,
  )
}
