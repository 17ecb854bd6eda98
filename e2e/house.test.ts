import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { call } from './calling.ts'
import { field } from './fields.ts'
import { findPeople, nameOf, type Person } from './people.ts'
import { comeSignedIn } from './signing-in.ts'
import { useWindows } from './windows.ts'

describe('groups are merged, and rights are explained (HOUSE-1, PEOPLE-1)', () => {
  const windows = useWindows()
  let page: Page
  let people: Person[]
  const ids = { from: 0, into: 0, role: 0 }

  beforeAll(async () => {
    page = await windows.open()
    await comeSignedIn(page)
    people = (await findPeople(page, { role: 'Agent', status: 'active', sort: '-created' })).slice(4, 7)
    const skill = async (name: string) =>
      (await call<{ id: number }>(page, 'POST', '/groups', { kind: 'skill', name })).body.id
    Object.assign(ids, { from: await skill('Castilian'), into: await skill('Spanish for travel') })
    for (const [i, { id }] of people.entries())
      await call(page, 'POST', `/users/${id}/add-skills`, { skills: [{ id: ids.from, level: i + 2 }] })
    const wanted = { name: 'Floor lead', permissions: ['users.read', 'users.edit'] }
    ids.role = (await call<{ id: number }>(page, 'POST', '/roles', wanted)).body.id
    await call(page, 'POST', `/users/${people[0]!.id}/add-roles`, { roles: [{ id: ids.role }] })
  })

  test('one skill is merged into another: counted, previewed, and its members are there', async () => {
    await page.goto(`/teams/skills/${ids.from}`)
    await page
      .getByRole('row')
      .filter({ hasText: nameOf(people[0]!) })
      .waitFor()
    await page.getByRole('button', { name: 'Merge…' }).click()
    await page.getByLabel('The skill that stays').fill('Spanish for')
    await page.getByRole('option', { name: /Spanish for travel/ }).click()
    await page.getByText('3 people will be in Spanish for travel').waitFor()
    await page.getByRole('button', { name: 'See what changes' }).click()
    await page.getByRole('heading', { level: 1, name: 'Merge Castilian into Spanish for travel: 3 people' }).waitFor()
    await page.getByRole('button', { name: 'Merge, moving 3 people' }).click()
    await page.waitForURL('**/jobs/*')
    const job = `/jobs/${new URL(page.url()).pathname.split('/').at(-1)}`
    await expect.poll(async () => (await call<{ state: string }>(page, 'GET', job)).body.state).toBe('done')
    await page.goto(`/teams/skills/${ids.into}`)
    for (const person of people)
      await page
        .getByRole('row')
        .filter({ hasText: nameOf(person) })
        .waitFor()
    await page.goto(`/teams/skills/${ids.from}`)
    await page.getByText('It was merged into').waitFor()
  })

  test('a role is made, which says so, and what comes next', async () => {
    await page.goto('/roles/new')
    await field(page, 'Name').fill('Night lead')
    await page.getByRole('checkbox', { name: 'See users and their settings' }).check()
    await page.getByRole('button', { name: 'Create role' }).click()
    await page.getByRole('heading', { level: 1, name: 'Night lead' }).waitFor()
    await page.locator('[data-live-region]').filter({ hasText: 'Created Night lead' }).waitFor({ state: 'attached' })
    await page.getByText('Nobody holds it yet').waitFor()
    await page.getByRole('button', { name: 'Archive…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Archive role' }).click()
    await page.waitForURL(/\/roles$/)
    expect(await page.getByRole('link', { name: 'Night lead' }).count()).toBe(0)
  })

  test('before a role is saved, it says who gains what', async () => {
    await page.goto(`/roles/${ids.role}`)
    await page.getByRole('checkbox', { name: 'Delete users' }).check()
    await page.getByRole('region', { name: 'What changes when you save' }).getByText('Delete users').waitFor()
    await page.getByRole('button', { name: 'Save role' }).click()
    await page.getByText('Saved. It holds from now on.').waitFor()
  })

  test('the user page says why she may, and the permission who may', async () => {
    await page.goto(`/users/${people[0]!.id}/access`)
    const may = page.getByRole('listitem').filter({ hasText: 'Delete users' })
    expect(await may.first().textContent()).toContain('Because of Floor lead (for the whole tenant)')
    await page.getByRole('link', { name: 'Who may: Delete users' }).click()
    await page.getByRole('heading', { level: 1, name: 'Who may do this?' }).waitFor()
    await page
      .getByRole('row')
      .filter({ hasText: nameOf(people[0]!) })
      .getByText('Floor lead')
      .waitFor()
  })
})
