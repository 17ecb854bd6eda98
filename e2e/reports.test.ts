import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { expectAccessible, expectNoSidewaysScroll } from './accessibility.ts'
import { call } from './calling.ts'
import { findPeople, type Person } from './people.ts'
import { comeSignedIn } from './signing-in.ts'
import { useWindows } from './windows.ts'

/** Two reasons in one run: the one who asks is left alone by the plan, and two who are changed since by the run. */
async function runWithReasons(page: Page, people: readonly Person[]): Promise<string> {
  const me = (await call<{ user: { id: string } }>(page, 'GET', '/session')).body.user.id
  const ids = [...people.map(({ id }) => id), me]
  const { body: plan } = await call<{ id: string }>(page, 'POST', '/plans', { action: 'deactivate', target: { ids } })
  await vi.waitFor(
    async () => expect((await call<{ state: string }>(page, 'GET', `/plans/${plan.id}`)).body.state).toBe('ready'),
    { timeout: 30_000, interval: 100 },
  )
  for (const { id } of people.slice(0, 2))
    expect(await call(page, 'POST', `/users/${id}/set-time-zone`, { timeZone: 'Pacific/Chatham' })).toMatchObject({
      status: 200,
      body: { outcome: 'changed' },
    })
  expect((await call(page, 'POST', `/plans/${plan.id}/run`, {})).status).toBe(202)
  await vi.waitFor(
    async () => expect((await call<{ state: string }>(page, 'GET', `/jobs/${plan.id}`)).body.state).toBe('done'),
    { timeout: 30_000, interval: 100 },
  )
  return plan.id
}

describe('the report of a run (BULK-4)', () => {
  const windows = useWindows()
  let page: Page
  let people: Person[]
  let job: string

  beforeAll(async () => {
    page = await windows.open()
    await comeSignedIn(page)
    people = (await findPeople(page, { role: 'Agent', status: 'active', sort: '-created' })).slice(0, 3)
    job = await runWithReasons(page, people)
  })

  const reasons = () => page.getByRole('list', { name: 'Reasons' })
  const named = () => page.getByRole('table').getByRole('rowheader')

  test('its reasons stand with their numbers, and one of them shows its people alone, at an address of its own', async () => {
    await page.goto(`/jobs/${job}?show=skipped`)
    await reasons()
      .getByRole('link', { name: /^2 Somebody changed this person since/ })
      .waitFor()
    await reasons()
      .getByRole('link', { name: /^1 That is you/ })
      .waitFor()
    await expect.poll(() => named().count()).toBe(3)
    await expectAccessible(page)
    await reasons().getByRole('link', { name: /^2 / }).click()
    await page.waitForURL(/show=skipped&reason=changed-since$/)
    await expect.poll(() => named().count()).toBe(2)
    await page.reload()
    await expect.poll(() => named().count()).toBe(2)
    await page.goBack()
    await expect.poll(() => named().count()).toBe(3)
    await page.goForward()
  })

  test('what is filtered is what is downloaded and what is selected in the list', async () => {
    const download = await page.getByRole('link', { name: 'Download CSV' }).getAttribute('href')
    expect(download).toMatch(/people\.csv\?outcome=skipped&reason=changed-since$/)
    await page.setViewportSize({ width: 320, height: 800 })
    await expectNoSidewaysScroll(page)
    await page.setViewportSize({ width: 1360, height: 800 })
    await page.getByRole('button', { name: 'Select these 2 in the list' }).click()
    await page.getByText('2 selected').first().waitFor()
  })

  test('a reason that is none says so and leads back to all', async () => {
    await page.goto(`/jobs/${job}?show=skipped&reason=gone`)
    await page.getByText('Nobody for this reason').waitFor()
    await page.getByRole('link', { name: 'Show all' }).last().click()
    await expect.poll(() => named().count()).toBe(3)
  })
})
