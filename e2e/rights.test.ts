import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { call } from './calling.ts'
import { field } from './fields.ts'
import { names, rowOf, rows } from './list.ts'
import { findPeople, nameOf, type Person } from './people.ts'
import { comeSignedIn, signInAs } from './signing-in.ts'
import { useWindows } from './windows.ts'

describe('what somebody may not do is absent (LIST-8, PEOPLE-1)', () => {
  const windows = useWindows()
  let ada: Page

  beforeAll(async () => {
    ada = await windows.open()
    await comeSignedIn(ada)
  })

  const somebody = async (role: string): Promise<[Page, Person]> => {
    const person = (await findPeople(ada, { role, status: 'active', sort: '-name' }))[0]!
    const page = await windows.open()
    await signInAs(page, ada, person)
    await page.goto('/')
    return [page, person]
  }

  test('an agent has the own profile alone', async () => {
    const [page, agent] = await somebody('Agent')
    await page.getByRole('heading', { level: 1, name: 'Profile' }).waitFor()
    const rail = page.getByRole('navigation', { name: 'Pages' })
    expect(await rail.getByRole('link').allTextContents()).toEqual(['Profile'])

    await field(page, 'First name').fill('Andra')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Saved 1 change: First name.').waitFor()

    windows.expectRefusal('403 GET /api/v1/')
    windows.expectRefusal('404 GET /api/v1/')
    expect((await call(page, 'GET', '/users')).status).toBe(403)
    const [other] = await findPeople(ada, { role: 'Manager' })
    expect((await call(page, 'GET', `/users/${other!.id}`)).status).toBe(404)
    expect((await call(page, 'GET', `/users/${agent.id}`)).status).toBe(200)
    await page.goto('/users')
    await page.getByText('You don’t have access to Users').waitFor()
  })

  test('an auditor reads everybody and changes nobody', async () => {
    const [page] = await somebody('Auditor')
    await page.getByRole('heading', { level: 1, name: 'Users' }).waitFor()
    await rows(page).first().waitFor()
    expect(await page.getByRole('link', { name: 'New user' }).count()).toBe(0)
    const [first] = await names(page)
    await rowOf(page, first!)
      .getByRole('button', { name: /^Actions for/ })
      .click()
    await page.getByRole('menuitem').first().waitFor()
    expect((await page.getByRole('menuitem').allTextContents()).map((words) => words.replace(/Enter$/, ''))).toEqual([
      'Open',
      'Activity',
      'Activity (live)',
      'Change log',
    ])
    await page.getByRole('menuitem', { name: 'Open' }).click()
    await page.getByRole('heading', { level: 1, name: first }).waitFor()
    expect(await page.getByRole('link', { name: 'Edit' }).count()).toBe(0)
  })

  test('a manager sees the people of the own desks alone', async () => {
    const [page, manager] = await somebody('Manager')
    await rows(page).first().waitFor()
    const { body } = await call<{ desks: { name: string }[] }>(ada, 'GET', `/users/${manager.id}`)
    const people = await call<{ items: { desks: { name: string }[] }[] }>(page, 'GET', '/users?limit=200')
    const own = body.desks.map((desk) => desk.name)
    for (const { desks } of people.body.items)
      expect(own.some((desk) => desks.some(({ name }) => name === desk))).toBe(true)
    expect(people.body.items.length).toBeLessThan(1000)
    await page.getByRole('button', { name: `You: ${nameOf(manager)}` }).waitFor()
  })
})
