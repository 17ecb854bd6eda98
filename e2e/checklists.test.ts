import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, expectNoSidewaysScroll } from './accessibility.ts'
import { call } from './calling.ts'
import { findPeople } from './people.ts'
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
    await dialog.getByLabel('Title').fill('Fire safety')
    await dialog.getByLabel('Link').fill('https://example.com/fire')
    await expectAccessible(page)
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

  test('the list finds whoever is unfinished, and nobody who was never asked', async () => {
    const { body } = await call<{ items: { id: string }[] }>(page, 'GET', '/users?setUp=any:unfinished&limit=200')
    expect(body.items.map(({ id }) => id)).toEqual([agent.id])
  })
})
