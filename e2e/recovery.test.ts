/** Getting in without a password: an invitation, a forgotten password, a link from an administrator (AUTH-3 to AUTH-5). */
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible } from './accessibility.ts'
import { call } from './calling.ts'
import { field } from './fields.ts'
import { findPeople, nameOf, type Person } from './people.ts'
import { comeSignedIn, PASSWORD, signIn, signInAs, submitSignIn } from './signing-in.ts'
import { address, demonstration, useWindows } from './windows.ts'

const FIRST = 'seven maple bridges hum'
const SECOND = 'eleven loud valley drums'

type Mail = { id: string; template: string; user: string }
/** The link of the newest mail of that kind to a person, as the administrator reads it where no mail goes out. */
async function linkTo(ada: Page, { id }: Pick<Person, 'id'>, template: string): Promise<string> {
  const newest = async () => {
    const { body } = await call<{ items: Mail[] }>(ada, 'GET', '/outbox')
    return body.items.find((mail) => mail.user === id && mail.template === template)
  }
  await expect.poll(newest).toBeDefined()
  const { body } = await call<{ text: string }>(ada, 'POST', `/outbox/${(await newest())!.id}/read`)
  const [, page = '', token = ''] = /(\/(?:activate|reset))#(\S+)/.exec(body.text) ?? []
  expect(token).toMatch(/^\d+\.[\w-]{43}$/)
  return `${page}#${token}`
}

/** Follows a link, chooses a password, and is led to the sign-in page. */
async function follow(page: Page, link: string, password: string, button: string) {
  await page.goto(address + link)
  await field(page, 'New password').fill(password)
  expect(page.url(), 'the token leaves the address').not.toContain('#')
  await page.getByRole('button', { name: button }).click()
  await page.getByRole('heading', { name: 'Your password is set' }).waitFor()
  await page.getByRole('link', { name: 'Go to sign in' }).click()
  await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor()
}

describe('recovery', () => {
  const windows = useWindows()
  let ada: Page
  let theirs: Page
  let person: Person
  let others: Person[]

  beforeAll(async () => {
    ada = await windows.open()
    await comeSignedIn(ada)
    theirs = await windows.open()
    const [like] = await findPeople(ada, { role: 'Agent', status: 'any:active', limit: '1' })
    const { body: whole } = await call<{ site: { id: number }; roles: { id: number }[] }>(
      ada,
      'GET',
      `/users/${like!.id}`,
    )
    const make = async (firstName: string) => {
      const username = `${firstName.toLowerCase()}.link`
      const names = { username, email: `${username}@example.com`, firstName, lastName: 'Link' }
      const place = { site: whole.site.id, roles: [{ id: whole.roles[0]!.id }] }
      const made = await call<{ user: Person }>(ada, 'POST', '/users', { ...names, ...place, signIn: 'none' })
      expect(made.status).toBe(201)
      return made.body.user
    }
    person = await make('Linda')
    others = [await make('Olga'), await make('Oscar')]
  })

  test('an invitation is mailed, activates the account once, and leads to the sign-in page', async () => {
    await ada.goto(`/users/${person.id}`)
    await ada.getByRole('button', { name: 'Send activation email…' }).click()
    const dialog = ada.getByRole('dialog')
    await dialog.waitFor()
    await expectAccessible(ada, '[role="dialog"]')
    await dialog.getByRole('button', { name: 'Send email' }).click()
    await ada.getByText('A link to activate the account goes to linda.link@example.com.').waitFor()

    const link = await linkTo(ada, person, 'activation')
    await theirs.goto(address + link)
    await theirs.getByText('For linda.link at').waitFor()
    await expectAccessible(theirs)
    await field(theirs, 'New password').fill('linda.link 12345')
    await theirs.getByText(/little more than your name/).waitFor()
    await theirs.goto('about:blank')
    await follow(theirs, link, FIRST, 'Activate the account')
    await signIn(theirs, { tenant: demonstration.tenant, name: 'linda.link', password: FIRST })

    windows.expectRefusal('410 POST /api/v1/recovery/look')
    const stranger = await windows.open()
    await stranger.goto(address + link)
    await stranger.getByRole('heading', { name: 'This link works no longer' }).waitFor()
    await expectAccessible(stranger)
  })

  test('a forgotten password is asked for on the sign-in page, and says the same whoever asks', async () => {
    const page = await windows.open()
    await page.goto(`/t/${demonstration.tenant}`)
    await page.getByRole('link', { name: 'Forgot your password?' }).click()
    await page.getByRole('heading', { name: 'Forgot your password?' }).waitFor()
    await expectAccessible(page)
    await field(page, 'Username or e-mail').fill('linda.link@example.com')
    await page.getByRole('button', { name: 'Mail me a link' }).click()
    await page.getByRole('heading', { name: 'Look into your mail' }).waitFor()
    await expectAccessible(page)

    await follow(page, await linkTo(ada, person, 'forgot-password'), SECOND, 'Save the password')
    await signIn(page, { tenant: demonstration.tenant, name: 'linda.link', password: SECOND })
    // The window of before is signed out and says why.
    await theirs.getByText('Your password was changed in another window.').waitFor()
  })

  test('an administrator’s link signs out at once, and sets a password that only the person knows', async () => {
    windows.expectRefusal('401 ')
    const page = await windows.open()
    const [somebody] = await findPeople(ada, { role: 'Agent', status: 'any:active', sort: '-username' })
    await signInAs(page, ada, somebody!)
    await page.goto('/')
    await ada.goto(`/users/${somebody!.id}`)
    await ada.getByRole('heading', { level: 1, name: nameOf(somebody!) }).waitFor()
    await ada.getByRole('button', { name: 'More actions' }).click()
    await ada.getByRole('menuitem', { name: 'Reset password…' }).click()
    const dialog = ada.getByRole('dialog')
    await dialog.getByText('Send a link').waitFor()
    await expectAccessible(ada, '[role="dialog"]')
    await dialog.getByRole('button', { name: 'Send link' }).click()
    await page.getByText('An administrator reset your password.').first().waitFor()

    const fresh = await windows.open()
    await follow(fresh, await linkTo(ada, somebody!, 'reset-link'), SECOND, 'Save the password')
    await comeSignedIn(fresh, { tenant: demonstration.tenant, name: somebody!.username, password: SECOND })
  })

  const planFor = async (action: string) => {
    const target = { ids: others.map(({ id }) => id) }
    const { body } = await call<{ id: string }>(ada, 'POST', '/plans', { action, target })
    await ada.goto(`/plans/${body.id}`)
  }

  test('mails to many wait for a second thought, and stopped in time nobody gets one', async () => {
    await planFor('send-activation')
    await ada.getByRole('img', { name: /^Of 2: 2 will be mailed/ }).waitFor()
    await ada.getByRole('table', { name: 'People: Will be mailed' }).waitFor()
    await ada.getByRole('button', { name: 'Send to 2 people…' }).click()
    await ada.getByRole('dialog').getByRole('button', { name: 'Send to 2 people' }).click()
    await ada
      .getByText(/^Send activation email to 2 people in \d+ s$/)
      .first()
      .waitFor()
    await expectAccessible(ada)
    await ada.getByRole('button', { name: 'Stop' }).last().click()
    await ada.getByText('Stopped before it began. 2 untouched.').first().waitFor()
    const { body } = await call<{ items: Mail[] }>(ada, 'GET', '/outbox')
    expect(body.items.filter(({ user }) => others.some(({ id }) => id === user))).toEqual([])
  })

  test('people without mailboxes are given slips of paper, which stand in the download alone', async () => {
    await planFor('give-passwords')
    await ada.getByRole('button', { name: 'Make passwords for 2 people…' }).click()
    const dialog = ada.getByRole('dialog')
    await dialog.getByText('Slips to print').waitFor()
    await expectAccessible(ada, '[role="dialog"]')
    const downloading = ada.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Make passwords for 2 people' }).click()
    const slips = await readFile(await (await downloading).path(), 'utf8')
    await ada.waitForURL(/\/jobs\//)
    await ada.getByText('Done. 2 changed.').first().waitFor()
    const [, password = ''] = /olga\.link[\s\S]*?<code>(\S+?)<\/code>/.exec(slips) ?? []
    expect(await ada.content()).not.toContain(password)
    const page = await windows.open()
    await submitSignIn(page, { tenant: demonstration.tenant, name: 'olga.link', password })
    await page.getByRole('heading', { name: 'Choose your password' }).waitFor()
  })

  test('the own password is changed on the page about security, and the meter explains itself', async () => {
    const page = await windows.open()
    await signIn(page, { tenant: demonstration.tenant, name: 'linda.link', password: SECOND })
    await page.getByRole('button', { name: /^You:/ }).click()
    await page.getByRole('menuitem', { name: 'Security' }).click()
    await page.getByRole('button', { name: 'Change password' }).click()
    await field(page, 'Present password').fill(SECOND)
    await field(page, 'New password').fill('password1234567')
    await page.getByText(/Not yet\. It is a common password/).waitFor()
    await field(page, 'New password').fill(PASSWORD)
    await page.getByText(/Very strong\.|Strong\./).waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Change password' }).click()
    await page.getByText('Your password was changed.').waitFor()
    await comeSignedIn(await windows.open(), { tenant: demonstration.tenant, name: 'linda.link', password: PASSWORD })
  })
})
