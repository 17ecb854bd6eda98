import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { call } from './calling.ts'
import { field } from './fields.ts'
import { choose, rows } from './list.ts'
import { findPeople, nameOf, type Person } from './people.ts'
import { comeSignedIn, LIGHT, PASSWORD, signIn, signInAs, signOut, submitSignIn } from './signing-in.ts'
import { demonstration, useWindows } from './windows.ts'

describe('an account that a stranger tries to get into (AUTH-7)', () => {
  const windows = useWindows()
  let [ada, own, stranger]: Page[] = []
  let person: Person
  let name: string

  beforeAll(async () => {
    windows.expectRefusal('401 POST /api/v1/session')
    windows.expectRefusal('429 POST /api/v1/session')
    ada = await windows.open()
    own = await windows.open()
    stranger = await windows.open()
    await comeSignedIn(ada)
    person = (await findPeople(ada, { role: 'Agent', status: 'active', sort: '-created' }))[3]!
    name = nameOf(person)
    await ada.goto('/')
    await signInAs(own, ada, person)
    await own.goto('/')
    await signOut(own, windows)
  })

  const credentials = (password: string) => ({ tenant: demonstration.tenant, name: person.username, password })
  const result = (words: string) => ada!.getByRole('status').filter({ hasText: words })

  test('five failures, and the sixth try is told to wait', async () => {
    await submitSignIn(stranger!, credentials('guess number 0 of a stranger'))
    const told = stranger!.getByRole('alert').filter({ hasText: 'That did not fit' })
    await told.waitFor()
    for (let i = 1; i <= 5; i += 1) {
      await field(stranger!, 'Password').fill(i === 5 ? PASSWORD : `guess number ${i} of a stranger`)
      const [answer] = await Promise.all([
        stranger!.waitForResponse('**/api/v1/session'),
        stranger!.getByRole('button', { name: 'Sign in', exact: true }).click(),
      ])
      expect(answer.status()).toBe(i === 5 ? 429 : 401)
      if (i < 5) await told.waitFor()
    }
    await stranger!.getByRole('alert').filter({ hasText: 'Too many tries. Wait a minute and try again.' }).waitFor()
  })

  test('the owner signs in meanwhile, at the machine where they signed in before', async () => {
    await signIn(own!, credentials(PASSWORD))
    await own!.getByRole('heading', { level: 1, name: 'Profile' }).waitFor()
  })

  test('an administrator sees why, from where and until when', async () => {
    await ada!.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Settings' }).click()
    await ada!.getByRole('link', { name: 'Locked accounts' }).click()
    await ada!.getByRole('heading', { level: 1, name: 'Locked accounts' }).waitFor()
    const row = rows(ada!).filter({ hasText: name })
    await row.waitFor()
    const words = await row.textContent()
    for (const said of ['Locked', '5 failures', 'in browsers that the account does not know', '127.0.0.1', 'Unlock'])
      expect(words).toContain(said)
  })

  test('the list marks and finds the account; Unlock is in its menu, and gone with the lock', async () => {
    await ada!.goto('/users')
    await ada!.getByRole('link', { name: 'Locked', exact: true }).click()
    const row = rows(ada!).filter({ hasText: name })
    await row.waitFor()
    expect(await row.textContent()).toContain('Locked')
    await choose(ada!, name, 'Unlock')
    await result('is unlocked').waitFor()
    await row.waitFor({ state: 'detached' })

    await ada!.goto('/settings/locked')
    await ada!.getByText('Nobody is locked').waitFor()
    await submitSignIn(stranger!, credentials(PASSWORD))
    await stranger!.getByRole('button', { name: /^You:/ }).waitFor()
  })

  test('Unlock on the page itself, for one and for many through a plan', async () => {
    const two = (await findPeople(ada!, { role: 'Agent', status: 'active', sort: '-created' })).slice(4, 6)
    const elsewhere = await windows.open()
    await elsewhere.goto(LIGHT)
    for (const { username: name } of two)
      for (let i = 0; i < 5; i += 1) {
        const guess = { tenant: demonstration.tenant, name, password: 'a guess of a stranger' }
        expect((await call(elsewhere, 'POST', '/session', guess)).status).toBe(401)
      }
    await ada!.goto('/settings/locked')
    await rows(ada!).nth(1).waitFor()
    await ada!.getByRole('button', { name: `Unlock ${nameOf(two[0]!)}` }).click()
    await result(`${nameOf(two[0]!)} is unlocked.`).waitFor()
    await ada!.getByLabel(`Select ${nameOf(two[1]!)}`).check()
    await ada!.getByRole('button', { name: 'Unlock 1 account' }).click()
    await ada!.waitForURL(/\/plans\//)
    await ada!.getByRole('button', { name: 'Unlock 1 user' }).click()
    await ada!.getByText('Done. 1 changed.', { exact: true }).waitFor()
  })
})
