import { describe, expect, test } from 'vitest'
import { call } from './calling.ts'
import { field } from './fields.ts'
import { signIn } from './signing-in.ts'
import { setUp, useWindows } from './windows.ts'

const operator = { email: 'olga.operator@example.com', password: 'quarry lantern heron sixty' }
const windows = useWindows()

describe('the first run', () => {
  test('its wizard makes the operator, the first tenant and its first site', async () => {
    const page = await windows.open()
    await page.goto(setUp)
    const next = () => page.getByRole('button', { name: 'Next' }).click()

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
    await page.getByRole('button', { name: 'Set up Rollcall' }).click()

    await page.getByRole('heading', { level: 1, name: 'Users' }).waitFor()
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

  test('the operator signs in at the operators’ own tenant and works in every tenant below', async () => {
    const page = await windows.open()
    await signIn(page, { tenant: 'operator', name: operator.email, password: operator.password })
    await page.getByRole('button', { name: 'Tenant: Operators' }).click()
    await page.getByRole('list', { name: 'Tenants' }).getByRole('button', { name: /demo$/ }).click()
    await page.getByText('Everybody here is invented').waitFor()
  })
})
