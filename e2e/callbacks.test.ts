import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { call } from './calling.ts'
import { rowOf, rows } from './list.ts'
import { findPeople, nameOf, type Person } from './people.ts'
import { comeSignedIn } from './signing-in.ts'
import { useWindows } from './windows.ts'

describe('all planned callbacks', () => {
  const windows = useWindows()
  const year = new Date().getUTCFullYear() + 1
  let page: Page
  let [caller, colleague]: Person[] = []

  const pick = async (field: string, typed: string) => {
    await page.locator(`#${field}`).fill(typed)
    await page.getByRole('option').filter({ hasText: typed }).first().click()
  }
  const names = () =>
    rows(page)
      .getByRole('link', { name: /^Called / })
      .allTextContents()

  beforeAll(async () => {
    page = await windows.open()
    await comeSignedIn(page)
    ;[caller, colleague] = await findPeople(page, { role: 'Agent', status: 'any:active', sort: '-created' })
    for (const [n, timeZone] of ['Europe/Riga', 'Asia/Tokyo', 'Europe/Riga'].entries()) {
      const { body: lead } = await call<{ id: string }>(page, 'POST', '/leads', {
        name: `Called ${n}`,
        phone: `+3712988000${n}`,
        leadsTo: caller!.id,
      })
      if (n < 2) await call(page, 'POST', '/callbacks', { lead: lead.id, at: `${year}-07-1${n}T09:30`, timeZone })
    }
  })

  test('a callback is planned for a lead that is looked up, and the list has it with the others, by when they are due', async () => {
    await page.goto('/leads')
    await page.getByRole('navigation', { name: 'Leads and callbacks' }).getByRole('link', { name: 'Callbacks' }).click()
    await page.getByRole('heading', { level: 1, name: 'Callbacks' }).waitFor()
    await page.getByRole('button', { name: 'Plan callback' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.locator('#callback-at').fill(`${year}-07-20`)
    await dialog.locator('#callback-time').fill('09:30')
    await dialog.getByRole('button', { name: 'Plan callback' }).click()
    await dialog.getByText('Choose a lead first.').waitFor()
    await pick('callback-lead', 'Called 2')
    await dialog.getByRole('button', { name: 'Plan callback' }).click()
    await page.getByText('The callback is planned.').waitFor()
    await expect.poll(names).toEqual(['Called 0', 'Called 1', 'Called 2'])
  })

  test('is narrowed by who calls and by the zone; the address keeps it, and going back gives it back', async () => {
    await pick('callbacks-user', caller!.username)
    await page.waitForURL(new RegExp(`user=${caller!.id}`))
    await page.getByLabel('Agreed in the time zone').fill('Tokyo')
    await page.getByRole('option', { name: /Tokyo/ }).first().click()
    await expect.poll(names).toEqual(['Called 1'])
    expect(new URL(page.url()).searchParams.get('zone')).toBe('Asia/Tokyo')
    await page.goBack()
    await expect.poll(names).toEqual(['Called 0', 'Called 1', 'Called 2'])
    await page.goto(`/leads/callbacks?user=${caller!.id}&when=${year}-07-11..${year}-07-31`)
    await expect.poll(names).toEqual(['Called 1', 'Called 2'])
    await page.goto(`/leads/callbacks?user=${caller!.id}&when=overdue`)
    await page.getByText('No callback is overdue').waitFor()
  })

  test('several are moved by the clock of each, and handed over to a colleague', async () => {
    await page.goto(`/leads/callbacks?user=${caller!.id}`)
    for (const name of ['Called 0', 'Called 1'])
      await page.getByRole('checkbox', { name: `Select the callback of ${name}` }).check()
    const bar = page.getByRole('group', { name: 'Selected callbacks' })
    await bar.getByText('2 selected').waitFor()
    await bar.getByRole('button', { name: 'Move…' }).click()
    await page.getByRole('dialog').getByLabel('Day').fill(`${year}-09-01`)
    await page.getByRole('dialog').getByLabel('Time').fill('10:00')
    await page.getByRole('dialog').getByRole('button', { name: 'Move', exact: true }).click()
    await page.getByText('2 callbacks moved.').waitFor()
    await expect.poll(names).toEqual(['Called 2', 'Called 1', 'Called 0'])
    await page.getByRole('checkbox', { name: 'Select this page' }).check()
    await bar.getByRole('button', { name: 'Hand over…' }).click()
    await pick('callbacks-to', colleague!.username)
    await page.getByRole('dialog').getByRole('button', { name: 'Hand over' }).click()
    await page.getByText(`3 callbacks handed over to ${nameOf(colleague!)}.`).waitFor()
    await page.getByText('No callback matches').waitFor()
  })

  test('and cancelled, one by its row and all that are found after a question', async () => {
    await page.goto(`/leads/callbacks?user=${colleague!.id}&when=${year}-07-01..${year}-09-30`)
    await expect.poll(names).toEqual(['Called 2', 'Called 1', 'Called 0'])
    await rowOf(page, 'Called 2').getByRole('button', { name: 'Cancel…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel callback' }).click()
    await page.getByText('The callback is cancelled.').waitFor()
    await page.getByRole('checkbox', { name: 'Select this page' }).check()
    await page.getByRole('group', { name: 'Selected callbacks' }).getByRole('button', { name: 'Cancel…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel 2 callbacks' }).click()
    await page.getByText('2 callbacks cancelled.').waitFor()
    await page.getByText('No callback matches').waitFor()
  })
})
