import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { call } from './calling.ts'
import { field } from './fields.ts'
import { demonstration, type Windows } from './windows.ts'

export type Credentials = { readonly tenant: string; readonly name: string; readonly password: string }

/** Types tenant, name and password, and presses the button. Where it leads is the journey's to say. */
export async function submitSignIn(page: Page, { tenant, name, password }: Credentials) {
  await page.goto(`/t/${tenant}`)
  await field(page, 'Username or e-mail').fill(name)
  await field(page, 'Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** An address of Rollcall at which the browser loads no console: what speaks to the API alone stands there. */
export const LIGHT = '/healthz'

/**
 * Signs in by what the form sends, by default as the administrator of the demonstration: for whoever comes to do something
 * else. The form and the first page would be two seconds of a processor's work; here no page of the console is open yet.
 */
export async function comeSignedIn(page: Page, { tenant, name, password }: Credentials = demonstration) {
  await page.goto(LIGHT)
  expect((await call(page, 'POST', '/session', { tenant, name, password })).status).toBe(200)
}

/** Signs in by the form, by default as the administrator of the demonstration, and waits for the first page. */
export async function signIn(page: Page, credentials: Credentials = demonstration) {
  await submitSignIn(page, credentials)
  await page.getByRole('button', { name: /^You:/ }).waitFor()
}

/** After a temporary password: chooses one of one's own. */
export async function chooseNewPassword(page: Page, password: string) {
  await page.getByRole('heading', { name: 'Choose your password' }).waitFor()
  await field(page, 'New password').fill(password)
  await page.getByRole('button', { name: 'Save the password and go on' }).click()
  await page.getByRole('button', { name: /^You:/ }).waitFor()
}

/** What everybody chooses who signs in through a temporary password. */
export const PASSWORD = 'pebble harbour violin dusk'

/**
 * Somebody of the demonstration comes to a window of their own: an administrator gave them a password for it, and they
 * chose another. No page of the console is open yet.
 */
export async function signInAs(
  page: Page,
  administrator: Page,
  person: { readonly id: string; readonly username: string },
) {
  const { body } = await call<{ password: string }>(administrator, 'POST', `/users/${person.id}/reset-password`, {})
  await comeSignedIn(page, { tenant: demonstration.tenant, name: person.username, password: body.password })
  expect((await call(page, 'POST', '/session/password', { password: PASSWORD })).status).toBe(200)
}

/** Signs out by one's own menu. News of it may reach the page before it is gone, and what it asks then is refused. */
export async function signOut(page: Page, windows: Windows) {
  windows.expectRefusal('401 GET /api/v1/')
  await page.getByRole('button', { name: /^You:/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
}
