import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { call } from './calling.ts'
import { choose, rowOf } from './list.ts'
import { findPeople, nameOf, type Person } from './people.ts'
import { comeSignedIn } from './signing-in.ts'
import { useWindows } from './windows.ts'

describe('leads', () => {
  const windows = useWindows()
  let page: Page
  let [leaver, colleague]: Person[] = []

  beforeAll(async () => {
    page = await windows.open()
    await comeSignedIn(page)
    ;[leaver, colleague] = await findPeople(page, { role: 'Agent', status: 'any:active', sort: 'created' })
  })

  const leadsOf = async (person: Person) =>
    (await call<{ total: number }>(page, 'GET', `/leads?user=${person.id}&limit=1`)).body.total
  const pick = async (label: string, person: Person) => {
    await page
      .getByRole('combobox', { name: label })
      .or(page.getByRole('textbox', { name: label }))
      .first()
      .fill(person.username)
    await page.getByRole('option').filter({ hasText: person.username }).click()
  }

  test('come from a file after a preview, and the rows with faults are named', async () => {
    await page.goto('/leads/import')
    const rows = Array.from({ length: 4 }, (_, n) => `Fair guest ${n},+3712999000${n}`)
    await page.getByLabel('Or paste rows').fill(['Name,Phone', ...rows, 'Nobody,12'].join('\n'))
    await page.getByRole('button', { name: 'Look at the rows' }).click()
    await page.getByRole('heading', { name: '5 rows: 4 new, 0 there already, 1 with faults' }).waitFor()
    await page.getByText('To one user', { exact: true }).click()
    await pick('User', leaver!)
    await page.getByRole('button', { name: 'Import 4 leads' }).click()
    await page.getByText('4 leads made, 1 row left out.').waitFor()
  })

  test('move to the chosen colleague when somebody is deleted', async () => {
    // The dialog that asked reads its person once more, who is gone.
    windows.expectRefusal('404 GET /api/v1/users/')
    const [had, before] = [await leadsOf(leaver!), await leadsOf(colleague!)]
    expect(had).toBeGreaterThanOrEqual(4)
    await page.goto(`/users?q=${leaver!.username}`)
    await choose(page, nameOf(leaver!), 'Delete…')
    const dialog = page.getByRole('dialog')
    await dialog.getByText('To one user', { exact: true }).click()
    await pick('User', colleague!)
    await dialog.getByRole('button', { name: /^Delete .+ and hand over \d+ leads$/ }).click()
    await page
      .getByRole('status')
      .filter({ hasText: `${had} leads handed over` })
      .waitFor()
    expect(await leadsOf(colleague!)).toBe(before + had)
  })

  test('of many who leave, the preview asks who gets the leads, and names the colleague', async () => {
    const leavers = (await findPeople(page, { role: 'Agent', status: 'any:active', sort: '-created' })).slice(0, 2)
    const { body } = await call<{ items: { id: number; name: string }[] }>(page, 'GET', '/roles')
    await call(page, 'POST', '/leads', { name: 'Guest of many', leadsTo: leavers[0]!.id })
    const had = (await leadsOf(leavers[0]!)) + (await leadsOf(leavers[1]!))
    const agent = body.items.find(({ name }) => name === 'Agent')!.id
    await page.goto(`/users?role=any:${agent}&status=any:active&sort=-created`)
    for (const leaver of leavers) await page.getByRole('checkbox', { name: `Select ${nameOf(leaver)}` }).check()
    await page.getByRole('group', { name: 'Bulk actions' }).getByRole('button', { name: 'Deactivate' }).click()
    const leads = page.getByRole('region', { name: 'Their leads' })
    await leads.getByText('To one user', { exact: true }).click()
    await pick('User', colleague!)
    await leads.getByRole('button', { name: 'Preview with this choice' }).click()
    const words = had === 1 ? '1 lead' : `${had} leads`
    await page.getByText(`${words} will be handed over to ${nameOf(colleague!)}`).waitFor()
    const before = await leadsOf(colleague!)
    await page.getByRole('button', { name: 'Deactivate 2 users…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Deactivate 2 users' }).click()
    await page.waitForURL(/\/jobs\//)
    await expect.poll(() => leadsOf(colleague!)).toBe(before + had)
    await page.goto(`/users/${colleague!.id}/activity?type=lead`)
    await page.getByText('Leads assigned').first().waitFor()
  })

  test('a callback is planned, and stands on the page of its user', async () => {
    await page.goto('/leads?search=Fair%20guest%200')
    await rowOf(page, 'Fair guest 0').getByRole('link', { name: 'Fair guest 0' }).click()
    await page.getByRole('button', { name: 'Plan callback' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.locator('#callback-at').fill(`${new Date().getUTCFullYear() + 1}-07-15`)
    await dialog.locator('#callback-time').fill('09:30')
    await dialog.getByRole('button', { name: 'Plan callback' }).click()
    await page.getByText('The callback is planned.').waitFor()
    await page.goto(`/users/${colleague!.id}/telephony`)
    await page.getByRole('table', { name: 'Planned callbacks' }).getByRole('link', { name: 'Fair guest 0' }).waitFor()
  })

  test('and is handed over, and cancelled after a question', async () => {
    await page.getByRole('button', { name: 'Hand over callbacks…' }).click()
    const [another] = await findPeople(page, { role: 'Agent', status: 'any:active', sort: '-created' })
    await pick('Who calls instead', another!)
    await page.getByRole('dialog').getByRole('button', { name: 'Hand over' }).click()
    await page.getByText(`handed over to ${nameOf(another!)}.`).waitFor()
    await page.goto(`/users/${another!.id}/telephony`)
    await rowOf(page, 'Fair guest 0').getByRole('button', { name: 'Cancel…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel callback' }).click()
    await page.getByText('The callback is cancelled.').waitFor()
  })
})
