/** From the list to the person and back, while that person is at work (SPEC 3, 4 and 5.8). */
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { call } from './calling.ts'
import { pick, select } from './fields.ts'
import { chip, choose, names, rows, takePassword, total } from './list.ts'
import { chooseNewPassword, signIn, submitSignIn } from './signing-in.ts'
import { demonstration, useWindows } from './windows.ts'

const DESK = 'Riga Billing'
const SKILL = 'Warranty'
const PASSWORD = 'pebble harbour violin dusk'

describe('an administrator and an agent', () => {
  const windows = useWindows()
  let ada: Page
  let agent: Page
  let name: string
  let listed: string

  beforeAll(async () => {
    ada = await windows.open()
    agent = await windows.open()
  })

  test('the printed password of the demonstration signs the administrator in', async () => {
    await signIn(ada)
    await ada.getByRole('heading', { level: 1, name: 'Users' }).waitFor()
    await expect.poll(() => total(ada)).toMatch(/^2,00\d$/)
  })

  test('active agents of one desk with one skill are found, and all of it stands in the address', async () => {
    await ada.getByRole('button', { name: 'Filter', exact: true }).click()
    const adding = ada.getByRole('dialog', { name: 'Add a filter' })
    await adding.getByRole('button', { name: 'Status' }).click()
    await adding.getByLabel('Active', { exact: true }).check()
    await ada.keyboard.press('Escape')
    await chip(ada, 'Status is Active').waitFor()

    await ada.getByRole('button', { name: 'All filters' }).click()
    const panel = ada.getByRole('dialog', { name: 'Filters' })
    expect(await panel.locator('summary').getByText('Skill').count(), 'skills before a role that takes calls').toBe(0)
    for (const [filter, value] of Object.entries({ Role: 'Agent', Skill: SKILL, Desk: DESK })) {
      await panel.locator('summary', { hasText: filter }).click()
      await panel.getByRole('checkbox', { name: value, exact: true }).check()
    }
    await panel.getByRole('button', { name: 'Search with 4 filters' }).click()

    for (const sentence of ['Role is Agent', `Desk is ${DESK}`, `Skill is ${SKILL}`])
      await chip(ada, sentence).waitFor()
    const asked = new URL(ada.url()).searchParams
    expect(asked.get('status')).toBe('any:active')
    for (const key of ['role', 'desk', 'skill']) expect(asked.get(key)).toMatch(/^any:\d+$/)
    await expect.poll(() => total(ada)).toMatch(/^\d+ of 2,00\d$/)
    expect(await rows(ada).count()).toBe(Number.parseInt(await total(ada)))
    for (const row of await rows(ada).allTextContents()) expect(row).toMatch(/Active.*Agent/)
    listed = ada.url()
  })

  test('an agent signs in with a temporary password and must choose one', async () => {
    name = (await names(ada))[0]!
    await choose(ada, name, 'Reset password')
    await ada.getByText('Temporary password', { exact: true }).click()
    await ada.getByRole('button', { name: 'Create temporary password' }).click()
    const password = await takePassword(ada)
    const username = await usernameOf(ada, name)

    await submitSignIn(agent, { tenant: demonstration.tenant, name: username, password })
    await chooseNewPassword(agent, PASSWORD)
    expect(await agent.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Users' }).count()).toBe(0)
  })

  test('a changed role stands in the change log and acts at once, without a new sign-in', async () => {
    await ada.getByRole('rowheader').getByRole('link', { name }).click()
    await ada.getByRole('heading', { level: 1, name }).waitFor()
    await ada.getByRole('link', { name: 'Edit' }).click()
    await select(ada, 'Roles', 'Manager')
    await pick(ada, 'Manager counts for', 'Some desks')
    await pick(ada, 'Desks of Manager', DESK)
    await ada.getByRole('button', { name: 'Save' }).click()
    await ada.getByText('Saved 1 change: Roles.').waitFor()

    await agent.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Users' }).click()
    await expect.poll(() => rows(agent).count()).toBeGreaterThan(1)
    for (const row of await rows(agent).allTextContents()) expect(row).toContain(DESK)

    await ada.getByRole('link', { name: 'Changes' }).click()
    const entry = ada.getByRole('listitem').filter({ hasText: 'by Ada Warden' }).first()
    await entry.getByRole('row', { name: /^Roles Agent .*Manager \(Riga Billing\)/ }).waitFor()
  })

  test('deactivating ends the open session: the page says why, and the next request is refused', async () => {
    windows.expectRefusal('401 ')
    await ada.getByRole('button', { name: 'More actions' }).click()
    await ada.getByRole('menuitem', { name: 'Deactivate' }).click()
    const dialog = ada.getByRole('dialog', { name: `Deactivate ${name}?` })
    await dialog.getByText('is signed out and can no longer sign in').waitFor()
    await dialog.getByRole('button', { name: /^Deactivate/ }).click()
    await ada.getByText(/is inactive now: 1 session ended/).waitFor()

    await agent.getByText('An administrator deactivated your account.').waitFor()
    expect((await call(agent, 'GET', '/users')).status).toBe(401)
  })

  test('the address pasted in another browser gives the same list', async () => {
    await ada.goto(listed)
    await chip(ada, `Skill is ${SKILL}`).waitFor()
    const other = await windows.open()
    await signIn(other)
    await other.goto(listed)
    await chip(other, `Skill is ${SKILL}`).waitFor()
    await expect.poll(() => total(other)).toBe(await total(ada))
    expect(await names(other)).toEqual(await names(ada))
    expect(await names(other)).not.toContain(name)
  })
})

async function usernameOf(page: Page, name: string): Promise<string> {
  const row = page.getByRole('rowheader').filter({ hasText: name })
  return ((await row.locator('bdi[dir="ltr"]').textContent()) ?? '').trim()
}
