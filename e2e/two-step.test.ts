import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { codeAt } from '#test/authenticator.ts'
import { expectAccessible } from './accessibility.ts'
import { call } from './calling.ts'
import { field } from './fields.ts'
import { findPeople, nameOf, type Person } from './people.ts'
import { comeSignedIn, PASSWORD, signInAs, signOut, submitSignIn } from './signing-in.ts'
import { demonstration, useWindows } from './windows.ts'

const STEP_MS = 30_000

/**
 * Reads codes that were not used yet off an authenticator app. The server's clock is real and each code is good once, but the
 * one before and the one after are taken too: beginning with the one before, the few of a journey wait for no clock.
 */
function authenticator() {
  let last = 0
  return (secret: string): string => {
    const shown = Math.floor((Date.now() + STEP_MS / 6) / STEP_MS)
    last = Math.max(last + 1, shown - 1)
    return codeAt(secret, new Date(last * STEP_MS))
  }
}
const start = (page: Page) => page.getByRole('button', { name: /^You:/ }).waitFor()

async function setUpApp(page: Page, nextCode: (secret: string) => string): Promise<string> {
  await page.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor()
  const secret = ((await page.locator('form code').first().textContent()) ?? '').replaceAll(' ', '')
  await field(page, 'Code from the app').fill(nextCode(secret))
  await page.getByRole('button', { name: 'Set up authenticator' }).click()
  return secret
}

describe('two-step verification, from setting up to setting up again (AUTH-6)', () => {
  const windows = useWindows()
  let [ada, own]: Page[] = []
  let person: Person
  let secret = ''
  let backupCode = ''
  const nextCode = authenticator()
  const credentials = () => ({ tenant: demonstration.tenant, name: person.username, password: PASSWORD })

  beforeAll(async () => {
    windows.expectRefusal('401 POST /api/v1/session/second-step')
    windows.expectRefusal('401 GET /api/v1/')
    ada = await windows.open()
    own = await windows.open({ viewport: { width: 1280, height: 900 } })
    await comeSignedIn(ada)
    person = (await findPeople(ada, { role: 'Agent', status: 'active', sort: '-created' }))[6]!
    await signInAs(own, ada, person)
  })

  test('under /me/security a picture and a text are shown, and the first code sets it up; ten backup codes are shown once', async () => {
    await own!.goto('/me/security')
    await own!
      .getByRole('listitem')
      .filter({ hasText: 'Authenticator app' })
      .getByRole('button', { name: 'Set up' })
      .click()
    secret = await setUpApp(own!, nextCode)
    const codes = own!.getByRole('list', { name: 'Backup codes' }).getByRole('listitem')
    await codes.first().waitFor()
    expect(await codes.count()).toBe(10)
    backupCode = (await codes.first().textContent()) ?? ''
    await own!.getByRole('button', { name: 'I have kept them, close' }).click()
    await own!.getByRole('alert').filter({ hasText: 'nobody can show them again' }).waitFor()
    await own!.getByRole('button', { name: 'Copy', exact: true }).click()
    await own!.getByRole('button', { name: 'I have kept them, close' }).click()
    await own!.getByText('10 codes left').waitFor()
  })

  test('at the next sign-in a code is asked; a wrong one is told so, a right one leads in', async () => {
    await signOut(own!, windows)
    await submitSignIn(own!, credentials())
    await own!.getByRole('heading', { name: 'Two-step verification' }).waitFor()
    await expectAccessible(own!)
    await field(own!, 'Code from your app').fill('000000')
    await own!.getByRole('button', { name: 'Verify' }).click()
    await own!.getByText('That did not fit.').waitFor()
    await field(own!, 'Code from your app').fill(nextCode(secret))
    await own!.getByRole('button', { name: 'Verify' }).click()
    await start(own!)
  })

  test('without the telephone a backup code leads in', async () => {
    await signOut(own!, windows)
    await submitSignIn(own!, credentials())
    await own!.getByRole('button', { name: 'Use a backup code' }).click()
    await field(own!, 'Backup code').fill(backupCode.toLowerCase())
    await own!.getByRole('button', { name: 'Use backup code' }).click()
    await start(own!)
  })

  test('an administrator resets the authenticator; the open page says why it is signed out', async () => {
    await ada!.goto(`/users/${person.id}`)
    await ada!.getByText('Two-step verification').first().waitFor()
    await ada!.getByRole('button', { name: /^More/ }).click()
    await ada!.getByRole('menuitem', { name: 'Reset authenticator…' }).click()
    const dialog = ada!.getByRole('dialog', { name: `Reset the authenticator of ${nameOf(person)}?` })
    await dialog.getByRole('button', { name: 'Reset authenticator' }).click()
    await ada!.getByRole('status').filter({ hasText: 'was reset' }).waitFor()
    await own!.getByRole('alert').filter({ hasText: 'An administrator reset your two-step verification' }).waitFor()
  })

  test('where a role demands it, it is set up again before anything else', async () => {
    const { body } = await call<{ items: { id: number; name: string; version: number }[] }>(ada!, 'GET', '/roles')
    const role = body.items.find(({ name }) => name === 'Agent')!
    await ada!.goto(`/roles/${role.id}`)
    await ada!.getByRole('checkbox', { name: 'Two-step verification is required' }).check()
    await ada!.getByRole('button', { name: 'Save role' }).click()
    await ada!.getByRole('button', { name: 'Save role' }).waitFor({ state: 'detached' })
    await submitSignIn(own!, credentials())
    await own!.getByRole('heading', { name: 'Set up two-step verification' }).waitFor()
    await expectAccessible(own!)
    await setUpApp(own!, nextCode)
    await own!.getByRole('button', { name: 'Copy', exact: true }).click()
    await own!.getByRole('button', { name: 'I have kept them, go on' }).click()
    await start(own!)
    await ada!.getByRole('checkbox', { name: 'Two-step verification is required' }).uncheck()
    await ada!.getByRole('button', { name: 'Save role' }).click()
    await ada!.getByRole('button', { name: 'Save role' }).waitFor({ state: 'detached' })
  })
})

describe('a passkey, in a real browser with an authenticator of its own (AUTH-6)', () => {
  const windows = useWindows()
  let [ada, own]: Page[] = []
  let person: Person

  beforeAll(async () => {
    windows.expectRefusal('401 GET /api/v1/')
    ada = await windows.open()
    own = await windows.open()
    await comeSignedIn(ada)
    person = (await findPeople(ada, { role: 'Agent', status: 'active', sort: '-created' }))[7]!
    const devtools = await own.context().newCDPSession(own)
    await devtools.send('WebAuthn.enable')
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true },
        ...{ isUserVerified: true, automaticPresenceSimulation: true },
      },
    })
    await signInAs(own, ada, person)
  })

  test('is made and named under /me/security', async () => {
    await own!.goto('/me/security')
    await own!.getByRole('button', { name: 'Add passkey' }).click()
    await field(own!, 'Name of the passkey').fill('My laptop')
    await own!.getByRole('button', { name: 'Make passkey' }).click()
    await own!.getByRole('button', { name: 'Copy', exact: true }).click()
    await own!.getByRole('button', { name: 'I have kept them, close' }).click()
    await own!.getByRole('listitem').filter({ hasText: 'Passkey My laptop' }).waitFor()
  })

  test('is a second step beside the password', async () => {
    await signOut(own!, windows)
    await submitSignIn(own!, { tenant: demonstration.tenant, name: person.username, password: PASSWORD })
    await own!.getByRole('heading', { name: 'Two-step verification' }).waitFor()
    await own!.getByRole('button', { name: 'Use a passkey' }).click()
    await start(own!)
  })

  test('signs in alone, without tenant, name and password', async () => {
    await signOut(own!, windows)
    await own!.getByRole('button', { name: 'Use a passkey' }).click()
    await start(own!)
    expect((await call<{ user: { id: string } }>(own!, 'GET', '/session')).body.user.id).toBe(person.id)
  })

  test('what is sensitive asks for the password again, and then goes on by itself (AUTH-9)', async () => {
    windows.expectRefusal('403 POST /api/v1/me/backup-codes')
    windows.expectRefusal('401 POST /api/v1/session/proof')
    // As 15 minutes after the sign-in: the server's own answer, once.
    const asked = { type: '/problems/prove-again', title: 'Prove that it is you', status: 403 }
    const answer = { status: 403, contentType: 'application/problem+json', body: JSON.stringify(asked) }
    await own!.route('**/api/v1/me/backup-codes', (route) => route.fulfill(answer), { times: 1 })
    await own!.goto('/me/security')
    await own!.getByRole('button', { name: 'New codes' }).click()
    const dialog = own!.getByRole('dialog', { name: 'Prove that it is you' })
    await dialog.getByLabel('Your password', { exact: true }).fill('not the password of anybody')
    await dialog.getByRole('button', { name: 'Go on' }).click()
    await dialog.getByText('That is not your password.').waitFor()
    await dialog.getByLabel('Your password', { exact: true }).fill(PASSWORD)
    await dialog.getByRole('button', { name: 'Go on' }).click()
    await own!.getByRole('list', { name: 'Backup codes' }).waitFor()
    await dialog.waitFor({ state: 'detached' })
  })

  test('signs in again over a page whose session ended, and what was typed there stays (AUTH-8)', async () => {
    // As in a browser in which nobody typed a tenant yet.
    await own!.evaluate(() => localStorage.clear())
    await own!.goto('/me/security')
    await own!.getByRole('button', { name: 'Change password' }).click()
    await field(own!, 'New password').fill('half of a thought')
    expect((await call(ada!, 'POST', `/users/${person.id}/end-sessions`, {})).status).toBe(200)
    const dialog = own!.getByRole('dialog', { name: 'Sign in to go on' })
    await dialog.getByText('An administrator ended this session.').waitFor()
    await dialog.getByText(`Tenant ${demonstration.tenant}`).waitFor()
    await dialog.getByRole('button', { name: 'Use a passkey' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await field(own!, 'New password').inputValue()).toBe('half of a thought')
  })

  test('is removed again', async () => {
    await own!.goto('/me/security')
    const passkey = own!.getByRole('listitem').filter({ hasText: 'Passkey My laptop' })
    await passkey.getByRole('button', { name: 'Remove' }).click()
    await passkey.waitFor({ state: 'detached' })
  })
})
