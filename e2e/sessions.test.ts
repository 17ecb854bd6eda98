import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { call } from './calling.ts'
import { field } from './fields.ts'
import { findPeople, nameOf, type Person } from './people.ts'
import { comeSignedIn, PASSWORD, signIn, signInAs } from './signing-in.ts'
import { demonstration, useWindows } from './windows.ts'

describe('sessions and allowed addresses (AUTH-8, S22, S32)', () => {
  const windows = useWindows()
  let ada: Page
  let agent: Person
  let first: Page
  let second: Page
  const comeBack = (page: Page) =>
    signIn(page, { tenant: demonstration.tenant, name: agent.username, password: PASSWORD })

  beforeAll(async () => {
    windows.expectRefusal('401 ')
    ada = await windows.open()
    await comeSignedIn(ada)
    agent = (await findPeople(ada, { role: 'Agent', status: 'active', sort: 'username' }))[0]!
    first = await windows.open()
    await signInAs(first, ada, agent)
    second = await windows.open()
    await comeBack(second)
  })

  test('an administrator sees where somebody is signed in and ends one session: that page says why at once', async () => {
    await ada.goto(`/users/${agent.id}/sessions`)
    await ada.getByText('2 open sessions').waitFor()
    await ada.getByText(/by device/).waitFor()
    // The last active first: the window that came last.
    await ada
      .getByRole('button', { name: /^End session/ })
      .first()
      .click()
    await second.getByText('An administrator ended this session.').waitFor()
    await ada.getByText('1 open session', { exact: true }).waitFor()
    expect((await call(first, 'GET', '/session')).status).toBe(200)
  })

  test('everybody sees their own sessions and ends all others', async () => {
    await second.reload()
    await comeBack(second)
    await first.goto('/me/security')
    await first.getByText('This is you').waitFor()
    await first.getByRole('button', { name: 'End all other sessions' }).click()
    await first.getByText('1 other session ended. You stay signed in here.').waitFor()
    await second.getByText('You ended this session from another window.').waitFor()
    expect((await call(first, 'GET', '/session')).status).toBe(200)
  })

  test('the list of everybody is narrowed, and all who match are signed out by a plan that says how many', async () => {
    await ada.goto('/sessions')
    await field(ada, 'Find by name, username or e-mail').fill(agent.username)
    await ada.getByRole('button', { name: 'Find' }).click()
    await ada.getByRole('link', { name: nameOf(agent) }).waitFor()
    await ada.getByRole('button', { name: /^End all 1 that match/ }).click()
    await ada.getByRole('button', { name: 'Sign out 1 user' }).click()
    await first.getByText('An administrator ended this session.').waitFor()
  })

  test('limits of sessions and allowed addresses are kept', async () => {
    await ada.goto('/settings/security')
    await field(ada, 'Exported lists may be mailed to these domains too').fill('partner.example')
    await ada.getByRole('button', { name: 'Save', exact: true }).click()
    await ada.getByRole('button', { name: 'Saved ✓' }).waitFor()
    await ada.getByRole('button', { name: 'Add an address' }).click()
    await field(ada, 'Address or network 1').fill('203.0.113.9/33')
    windows.expectRefusal('422 PUT /api/v1/address-list')
    await ada.getByRole('button', { name: 'Save addresses' }).click()
    await ada.getByText('Write an address or a network, like').waitFor()
    await field(ada, 'Address or network 1').fill('203.0.113.9/24')
    await field(ada, 'Name 1').fill('Riga office')
    await ada.getByRole('button', { name: 'Save addresses' }).click()
    await expect.poll(() => field(ada, 'Address or network 1').inputValue()).toBe('203.0.113.0/24')
  })

  test('S23: no script of a page finds the cookie, and nothing secret is kept beside it', async () => {
    const cookies = await ada.context().cookies()
    const secrets = [demonstration.password, ...cookies.map(({ value }) => value)]
    expect(secrets.length).toBeGreaterThan(1)
    const kept = await ada.evaluate(() => JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }]))
    for (const secret of secrets) expect(kept).not.toContain(secret)
    for (const { httpOnly, secure, sameSite } of cookies)
      expect([httpOnly, secure, sameSite]).toEqual([true, true, 'Lax'])
  })

  test('whoever would shut themselves out is asked first, and told where they are', async () => {
    const me = (await call<{ user: { id: string } }>(ada, 'GET', '/session')).body.user.id
    await ada.goto(`/users/${me}/access`)
    await ada.getByRole('button', { name: /^Add mine/ }).click()
    await ada.getByRole('button', { name: 'Save addresses' }).click()
    await ada.getByRole('button', { name: 'Saved ✓' }).waitFor()
    const switched = await call(ada, 'POST', `/users/${me}/set-address-list`, { useAddressList: true })
    expect(switched.status).toBe(200)
    await ada.reload()
    await ada.getByRole('button', { name: 'Remove 127.0.0.1' }).click()
    windows.expectRefusal(`409 PUT /api/v1/users/${me}/address-list`)
    await ada.getByRole('button', { name: 'Save addresses' }).click()
    const dialog = ada.getByRole('dialog', { name: 'Lock yourself out?' })
    await dialog.getByText('You are at 127.0.0.1').waitFor()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    expect((await call(ada, 'GET', '/session')).status).toBe(200)
    await call(ada, 'POST', `/users/${me}/set-address-list`, { useAddressList: false })
  })
})
