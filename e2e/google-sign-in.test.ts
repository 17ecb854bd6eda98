import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, expectNoSidewaysScroll } from './accessibility.ts'
import { call } from './calling.ts'
import { field } from './fields.ts'
import { findPeople, nameOf, type Person } from './people.ts'
import { signIn } from './signing-in.ts'
import { demonstration, useWindows } from './windows.ts'

describe('signing in with Google (AUTH-1)', () => {
  const windows = useWindows()
  let [ada, own]: Page[] = []
  let person: Person
  const leave = (page: Page) => page.getByRole('button', { name: 'Sign in with Google' }).click()
  /** On the page of the provider. */
  const choose = async (page: Page, email: string) => {
    await page.getByRole('heading', { name: 'Choose an account' }).waitFor()
    await page.getByLabel('E-mail').fill(email)
    await page.getByRole('button', { name: 'Go on' }).click()
  }

  beforeAll(async () => {
    windows.expectRefusal('401 GET /api/v1/')
    windows.expectRefusal('401 POST /api/v1/session/google')
    windows.expectRefusal('409 POST /api/v1/session/google/start')
    ada = await windows.open()
    own = await windows.open()
    await signIn(ada)
    person = (await findPeople(ada, { role: 'Agent', status: 'active', twoStep: 'none:yes' }))[3]!
  })

  test('a tenant that does not use it is told so, and nothing that was typed is lost', async () => {
    await own!.goto(`/t/${demonstration.tenant}`)
    await field(own!, 'Username or e-mail').fill('somebody')
    await leave(own!)
    await own!
      .getByRole('alert')
      .filter({ hasText: `“${demonstration.tenant}” does not sign in with Google` })
      .waitFor()
    expect(await field(own!, 'Username or e-mail').inputValue()).toBe('somebody')
    await expectAccessible(own!)
    await expectNoSidewaysScroll(own!)
  })

  test('an administrator switches it on, and enters the account of a user', async () => {
    await ada!.goto('/settings/security')
    await ada!.getByRole('switch', { name: 'Users may sign in with Google' }).check()
    await field(ada!, 'Only with accounts of these domains').fill('example.com')
    await expectAccessible(ada!)
    await ada!.getByRole('button', { name: 'Save', exact: true }).click()
    await ada!.getByRole('button', { name: 'Saved ✓' }).waitFor()
    await ada!.goto(`/users/${person.id}/edit#security`)
    await field(ada!, 'OAuth e-mail').fill('google.journey@example.com')
    await ada!.getByRole('button', { name: 'Save', exact: true }).click()
    await ada!.getByText('Saved 1 change: OAuth e-mail.').waitFor()
  })

  test('another account opens nothing, and says no more than that', async () => {
    await own!.goto(`/t/${demonstration.tenant}`)
    await leave(own!)
    await choose(own!, 'somebody.else@example.com')
    await own!.getByRole('heading', { name: 'You are not signed in' }).waitFor()
    await expectAccessible(own!)
    expect(own!.url(), 'the answer leaves the address').not.toContain('code=')
    await own!.getByRole('link', { name: 'Go to sign in' }).click()
    await own!.getByRole('heading', { name: 'Sign in' }).waitFor()
  })

  test('their own account leads to the page that was asked for; when the session ends there, back to it again', async () => {
    // The provider remembers the account of a browser: somebody else comes with another one.
    const theirs = await windows.open()
    const isThere = async () => {
      await theirs.getByRole('heading', { name: 'Where you are signed in' }).waitFor()
      await theirs.getByRole('button', { name: `You: ${nameOf(person)}` }).waitFor()
      expect(new URL(theirs.url()).pathname).toBe('/me/security')
    }
    await theirs.goto('/me/security')
    await field(theirs, 'Tenant').fill(demonstration.tenant)
    await leave(theirs)
    await choose(theirs, 'google.journey@example.com')
    await isThere()

    await call(ada!, 'POST', `/users/${person.id}/end-sessions`, {})
    await theirs.getByRole('link', { name: 'Sign in with Google' }).click()
    await theirs.getByText(`Tenant ${demonstration.tenant}`).waitFor()
    await leave(theirs)
    await isThere()
  })
})
