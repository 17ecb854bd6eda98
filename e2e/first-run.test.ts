import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { expectAccessible, expectNamed, expectNoSidewaysScroll } from './accessibility.ts'
import { call } from './calling.ts'
import { field } from './fields.ts'
import { choose, names } from './list.ts'
import { signIn } from './signing-in.ts'
import { setUp, useWindows } from './windows.ts'

const operator = { email: 'olga.operator@example.com', password: 'quarry lantern heron sixty' }
const windows = useWindows()

describe('the first run', () => {
  test('its wizard makes the operator, the first tenant and its first site', async () => {
    const page = await windows.open()
    await page.goto(setUp)
    /** Each step is looked at before it is left. */
    const next = async () => {
      await expectAccessible(page)
      await expectNoSidewaysScroll(page)
      await page.getByRole('button', { name: 'Next' }).click()
    }

    await expectNamed(page, /^Set up Rollcall · Rollcall$/)
    await field(page, 'First name').fill('Olga')
    await field(page, 'Last name').fill('Operator')
    await field(page, 'E-mail').fill(operator.email)
    await field(page, 'Password').fill('too short')
    await next()
    await field(page, 'Password').and(page.locator('[aria-invalid="true"]:focus')).waitFor()
    await field(page, 'Password').fill(operator.password)
    await next()

    await field(page, 'Name of the company').fill('Nordlys Kundeservice')
    expect(await field(page, 'Short name').inputValue()).toBe('nordlys-kundeservice')
    await next()

    await field(page, 'Name of the first site').fill('Tromsø')
    await next()

    await page.getByText('No demonstration', { exact: true }).click()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Set up Rollcall' }).click()

    await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor()
    const steps = page.getByRole('list', { name: 'First steps: 1 of 5 done' })
    await steps.getByText('Add an administrator').waitFor()
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
    await steps.getByRole('link', { name: 'Bulk create: Bring your people' }).press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Bulk create' }).waitFor()
    await page.getByRole('link', { name: 'Tenants' }).click()
    await page.getByRole('row', { name: /Nordlys Kundeservice.*You work here/ }).waitFor()
    await page.getByRole('row', { name: /Demonstration/ }).waitFor()
    const sites = await call<{ items: { name: string }[] }>(page, 'GET', '/sites')
    expect(sites.body.items.map(({ name }) => name)).toEqual(['Tromsø'])
  })

  test('its token opens nothing a second time', async () => {
    const page = await windows.open()
    await page.goto(setUp)
    await page.getByRole('heading', { name: 'Rollcall is set up already' }).waitFor()

    windows.expectRefusal('409 POST /api/v1/first-run')
    const again = await call(page, 'POST', '/first-run', {
      token: new URL(setUp).hash.replace('#token=', ''),
      operator: { email: 'mallory@example.com', password: 'another lantern of hers' },
      tenant: { name: 'Mallory', slug: 'mallory', language: 'en', timeZone: 'Europe/Riga' },
      site: { name: 'Riga', timeZone: 'Europe/Riga' },
    })
    expect(again.body).toMatchObject({ status: 409, type: '/problems/first-run-over' })
  })

  test('the last administrator of a tenant is refused in words (USER-6)', async () => {
    windows.expectRefusal('409 POST /api/v1/users/')
    const page = await windows.open()
    await signIn(page, { tenant: 'operator', name: operator.email, password: operator.password })
    await workIn(page, 'nordlys-kundeservice')
    const [sites, roles] = await Promise.all(
      ['/sites', '/roles'].map((path) => call<{ items: { id: number; name: string }[] }>(page, 'GET', path)),
    )
    const administrator = roles!.body.items.find(({ name }) => name === 'Administrator')
    const made = await call(page, 'POST', '/users', {
      username: 'nora',
      email: 'nora@example.com',
      firstName: 'Nora',
      lastName: 'Lien',
      site: sites!.body.items[0]!.id,
      roles: [{ id: administrator!.id }],
      active: true,
      signIn: 'temporary-password',
    })
    expect(made.status).toBe(201)
    await page.reload()
    await expect.poll(() => names(page)).toEqual(['Nora Lien'])
    await page.goto('/home')
    await page.getByRole('list', { name: 'First steps: 2 of 5 done' }).waitFor()
    await page.goto('/users')
    await expect.poll(() => names(page)).toEqual(['Nora Lien'])
    for (const [entry, button] of Object.entries({ Deactivate: 'Deactivate Nora', Delete: /^Delete Nora/ })) {
      await choose(page, 'Nora Lien', entry)
      const dialog = page.getByRole('dialog', { name: `${entry} Nora Lien?` })
      await dialog.getByRole('button', { name: button }).click()
      await dialog
        .getByRole('alert')
        .getByText(/^The last administrator of a tenant can be neither/)
        .waitFor()
      await dialog.getByRole('button', { name: 'Cancel' }).click()
    }
    expect(await names(page)).toEqual(['Nora Lien'])
  })

  test('the operator signs in at the operators’ own tenant and works in every tenant below', async () => {
    const page = await windows.open()
    await signIn(page, { tenant: 'operator', name: operator.email, password: operator.password })
    await workIn(page, 'demo')
    await page.getByText('Everybody here is invented').waitFor()
  })
})

/**
 * Chooses a tenant by its short name; a fresh page of it follows. Until that is there, the pointer may rest on somebody
 * of the last tenant, whom the list fetches beforehand, in vain.
 */
async function workIn(page: Page, slug: string) {
  windows.expectRefusal('404 GET /api/v1/users/')
  await page.getByRole('button', { name: /^Tenant:/ }).click()
  await page
    .getByRole('list', { name: 'Tenants' })
    .getByRole('button', { name: new RegExp(`${slug}$`) })
    .click()
  await page.getByRole('button', { name: 'Tenant: Operators' }).waitFor({ state: 'hidden' })
  await page.getByRole('heading', { level: 1, name: 'Users' }).waitFor()
}
