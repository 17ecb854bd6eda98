import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { field } from './fields.ts'
import { choose, rows } from './list.ts'
import { findPeople, nameOf, type Person } from './people.ts'
import { comeSignedIn } from './signing-in.ts'
import { useWindows } from './windows.ts'

describe('what came of an action', () => {
  const windows = useWindows()
  let page: Page
  let person: Person
  let name: string

  beforeAll(async () => {
    page = await windows.open()
    await comeSignedIn(page)
    person = (await findPeople(page, { role: 'Agent', status: 'active', sort: 'created' }))[0]!
    name = nameOf(person)
  })

  const result = (words: string | RegExp) => page.getByRole('status').filter({ hasText: words })
  const openTab = (label: string) => page.getByRole('link', { name: label, exact: true }).click()

  test('stays in the list and on every tab of the person, until it is dismissed', async () => {
    await page.goto(`/users?q=${person.username}`)
    await rows(page).first().waitFor()
    await choose(page, name, 'Deactivate…')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Deactivate/ })
      .click()
    await result('is inactive now').waitFor()
    const said = await page.getByRole('status').filter({ hasText: name }).first().textContent()

    await rows(page).getByRole('rowheader').getByRole('link').click()
    await page.getByRole('heading', { level: 1, name }).waitFor()
    await result(said!).waitFor()
    await openTab('Access')
    await page.waitForURL(/\/access$/)
    await result(said!).waitFor()
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Users' }).click()
    await rows(page).first().waitFor()
    await result(said!).waitFor()

    await result(said!).getByRole('button', { name: 'Dismiss' }).click()
    await page.goBack()
    await page.getByRole('heading', { level: 1, name }).waitFor()
    expect(await result(said!).count()).toBe(0)
  })

  test('what was saved is told on the person’s pages, and the next word replaces it', async () => {
    await page.goto(`/users/${person.id}/edit`)
    await field(page, 'Job title').fill('Team lead')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await result('Saved 1 change: Job title.').waitFor()
    await openTab('Access')
    await page.waitForURL(/\/access$/)
    await result('Saved 1 change: Job title.').waitFor()
    await page.getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: 'Activate' }).click()
    await result('can sign in again').or(result('may become active')).waitFor()
    expect(await result('Saved 1 change').count()).toBe(0)
  })
})
