import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, expectNoSidewaysScroll } from './accessibility.ts'
import { call } from './calling.ts'
import { rowOf } from './list.ts'
import { findPeople, nameOf } from './people.ts'
import { comeSignedIn } from './signing-in.ts'
import { useWindows } from './windows.ts'

describe('set-up checklists (HOUSE-5)', () => {
  const windows = useWindows()
  let page: Page
  let agent: { id: string }

  beforeAll(async () => {
    page = await windows.open()
    await comeSignedIn(page)
    agent = (await findPeople(page, { role: 'Agent', status: 'any:active', sort: '-created' }))[0]!
    await page.goto('/settings/checklists')
  })

  test('a role is given what it asks for, and a training of one’s own', async () => {
    await page.getByRole('button', { name: 'Edit Agent', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Profile complete').check()
    await dialog.getByLabel('Two-step verification on').check()
    await dialog.getByRole('button', { name: 'Add training' }).click()
    await dialog.getByRole('button', { name: 'Save checklist' }).click()
    await dialog.getByLabel('Title').and(page.locator('[aria-invalid="true"]:focus')).waitFor()
    await dialog.getByLabel('Title').fill('Fire safety')
    await dialog.getByLabel('Link').fill('example.com/fire')
    await dialog.getByRole('button', { name: 'Save checklist' }).click()
    await dialog.getByLabel('Link').and(page.locator('[aria-invalid="true"]:focus')).waitFor()
    await dialog.getByLabel('Link').fill('https://example.com/fire')
    await expectAccessible(page, '[role="dialog"]')
    await dialog.getByRole('button', { name: 'Save checklist' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByRole('cell', { name: '2 items, 1 training', exact: true }).waitFor()
  })

  test('somebody who was there before is given it, and a training is ticked with one’s name', async () => {
    await page.goto(`/users/${agent.id}/set-up`)
    await page.getByRole('button', { name: 'Start set-up checklist' }).click()
    const list = page.getByRole('list', { name: /^Set-up: \d of 3$/ })
    await list.getByRole('link', { name: 'Fire safety' }).waitFor()
    await list.getByRole('link', { name: 'Look at the access' }).waitFor()
    await page.getByRole('link', { name: /^Set-up \d of 3$/ }).waitFor()
    await list.getByRole('button', { name: 'Mark as done Fire safety' }).click()
    await list.getByText(/ticked by/).waitFor()
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
  })

  test('several are given it at once from the bar of the list, by a plan', async () => {
    const two = (await findPeople(page, { role: 'Agent', status: 'any:active', sort: '-created' })).slice(1, 3)
    const ids = two.map(({ id }) => id)
    await page.goto('/users?status=any:active&sort=-created&size=25')
    for (const person of two) await rowOf(page, nameOf(person)).getByRole('checkbox').click()
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Start set-up' }).click()
    await page.waitForURL(/\/plans\//)
    await page.getByRole('button', { name: 'Start for 2 people' }).click()
    await page.waitForURL(/\/jobs\//)
    const started = async () =>
      Promise.all(
        ids.map(
          async (id) => (await call<{ startedAt: string | null }>(page, 'GET', `/users/${id}/set-up`)).body.startedAt,
        ),
      )
    await expect.poll(started).not.toContain(null)
    const job = new URL(page.url()).pathname.split('/').at(-1)!
    const undo = await call<{ id: string }>(page, 'POST', `/jobs/${job}/undo`)
    await page.goto(`/plans/${undo.body.id}`)
    await page.getByRole('button', { name: /^Take back for/ }).click()
    await expect.poll(started).toEqual([null, null])
  })

  test('the list finds whoever is unfinished, and nobody who was never asked', async () => {
    const { body } = await call<{ items: { id: string }[] }>(page, 'GET', '/users?setUp=any:unfinished&limit=200')
    expect(body.items.map(({ id }) => id)).toEqual([agent.id])
  })
})
