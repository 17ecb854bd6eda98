import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, expectNoSidewaysScroll } from './accessibility.ts'
import { call } from './calling.ts'
import { field, pick, pressEntry } from './fields.ts'
import { findPeople, nameOf, type Person } from './people.ts'
import { comeSignedIn } from './signing-in.ts'
import { demonstration, useWindows } from './windows.ts'

const DESK = 'Night desk'

describe('an access review (HOUSE-5)', () => {
  const windows = useWindows()
  let page: Page
  let people: Person[]

  beforeAll(async () => {
    page = await windows.open()
    await comeSignedIn(page)
    people = (await findPeople(page, { role: 'Agent', status: 'any:active', sort: '-created' })).slice(0, 3)
    const desk = await call<{ id: number }>(page, 'POST', '/groups', { kind: 'desk', name: DESK })
    for (const { id } of people) await call(page, 'POST', `/users/${id}/add-desks`, { desks: [desk.body.id] })
    await page.goto('/reviews')
  })

  const row = (person: Person) => page.getByRole('list', { name: 'Users' }).locator(`[data-user="${person.id}"]`)
  const stands = (person: Person, word: string) => row(person).locator('strong').filter({ hasText: word }).waitFor()

  test('is started for a desk, with a reviewer who sees all of it', async () => {
    await page.getByRole('button', { name: 'New review' }).click()
    await field(page, 'Name').fill('Night desk in November')
    await pick(page, 'Whom it is about', 'Users of some desks')
    await pick(page, 'Desks', DESK)
    await page.keyboard.press('Escape')
    await field(page, 'Reviewer').fill(demonstration.name)
    await page.getByRole('option').first().click()
    await page.getByRole('button', { name: 'Start review' }).click()
    await page.waitForURL(/\/reviews\/./)
    await row(people[0]!).getByRole('button', { name: 'Keep' }).waitFor()
  })

  test('is decided by keys, with a note for all but keep', async () => {
    const [kept, leaving, other] = people as [Person, Person, Person]
    await row(kept).getByRole('button', { name: 'Keep' }).press('k')
    await stands(kept, 'Keep')
    await row(leaving).getByRole('button', { name: 'Keep' }).press('d')
    const dialog = page.getByRole('dialog', { name: `Deactivate ${nameOf(leaving)}` })
    await dialog.getByRole('button', { name: 'Deactivate' }).click()
    await dialog.getByText('Say why in a note.').waitFor()
    await field(dialog, 'Note').fill('Left in May')
    await dialog.getByRole('button', { name: 'Deactivate' }).click()
    await stands(leaving, 'Deactivate')
    await row(other).getByRole('button', { name: 'Keep' }).click()
    await page.getByText('3 of 3 decided').waitFor()
    const shown = page.getByRole('list', { name: 'Users' }).locator('[data-user]')
    await shown.nth(0).getByRole('button', { name: 'Keep' }).press('ArrowDown')
    await shown.nth(1).getByRole('button', { name: 'Keep' }).and(page.locator(':focus')).waitFor()
    await page.keyboard.press('ArrowUp')
    await shown.nth(0).getByRole('button', { name: 'Keep' }).and(page.locator(':focus')).waitFor()
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
  })

  test('is closed, and its plan deactivates whom it was decided of', async () => {
    await page.getByRole('button', { name: 'Close review…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Close review' }).click()
    await page.getByRole('button', { name: 'Preview deactivating…' }).click()
    await page.waitForURL(/\/plans\//)
    await page.getByRole('button', { name: /^Deactivate 1 user|^Deactivate / }).click()
    const question = page.getByRole('dialog')
    await question.getByRole('button', { name: /^Deactivate/ }).click()
    await page.waitForURL(/\/jobs\//)
    const status = () => call<{ status: string }>(page, 'GET', `/users/${people[1]!.id}`)
    await expect.poll(async () => (await status()).body.status).toBe('inactive')
    await page.goto('/reviews')
    await page.getByRole('link', { name: 'Night desk in November' }).click()
    await row(people[1]!).getByText('done').waitFor()
  })

  test('is printed as a record: everybody, who decided what and why, and a line to sign on, without the rail', async () => {
    await page.getByRole('link', { name: 'Print record' }).click()
    await page.getByText('3 users: Keep 2 · Reduce 0 · Deactivate 1').waitFor()
    await page.getByText('Left in May').waitFor()
    await page.getByRole('button', { name: 'Print', exact: true }).waitFor()
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    const seen = (role: 'navigation' | 'button') => page.getByRole(role).filter({ visible: true }).count()
    expect([await seen('navigation'), await seen('button')]).toEqual([0, 0])
    await page.getByText('Signed by the reviewer').waitFor()
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    expect(await paper()).toBe('rgb(255, 255, 255)')
    await page.emulateMedia({ media: 'screen', colorScheme: 'light' })
  })
})

describe('an access review that comes back (HOUSE-5)', () => {
  const windows = useWindows()
  let page: Page

  beforeAll(async () => {
    page = await windows.open()
    await comeSignedIn(page)
    const desk = await call<{ id: number }>(page, 'POST', '/groups', { kind: 'desk', name: 'Day desk' })
    const [agent] = await findPeople(page, { role: 'Agent', status: 'any:active', sort: '-created' })
    await call(page, 'POST', `/users/${agent!.id}/add-desks`, { desks: [desk.body.id] })
    await page.goto('/reviews')
  })

  test('is set up with the first one, and stands with its next day', async () => {
    await page.getByRole('button', { name: 'New review' }).click()
    await field(page, 'Name').fill('Day desk')
    await pick(page, 'Whom it is about', 'Users of some desks')
    await pick(page, 'Desks', 'Day desk')
    await page.keyboard.press('Escape')
    await field(page, 'Reviewer').fill(demonstration.name)
    await page.getByRole('option').first().click()
    await pick(page, 'Comes back', 'Every month')
    await field(page, 'The next one starts on').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Start review' }).click()
    await page.getByRole('heading', { level: 1, name: /^Day desk, \w+ \d{4}$/ }).waitFor()
    await page.goto('/reviews')
    await page
      .getByRole('table', { name: /^Reviews that come back/ })
      .getByRole('cell', { name: 'Every month' })
      .waitFor()
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
  })

  test('waits on Home for whoever is to decide it', async () => {
    await page.goto('/home')
    await page
      .getByRole('list', { name: 'Reviews' })
      .getByRole('link', { name: /^Day desk, .+ Waits for you/ })
      .click()
    await page.getByRole('button', { name: 'Keep', exact: true }).waitFor()
  })

  test('is changed by keyboard, and ended; what was started stays', async () => {
    await page.goto('/reviews')
    await page.getByRole('button', { name: 'Actions for Day desk' }).press('Enter')
    await pressEntry(page, 'Change…')
    const dialog = page.getByRole('dialog', { name: 'Day desk' })
    await pick(page, 'Comes back', 'Every quarter')
    await dialog.getByRole('button', { name: 'Save' }).press('Enter')
    await dialog.waitFor({ state: 'hidden' })
    const table = page.getByRole('table', { name: /^Reviews that come back/ })
    await table.getByRole('cell', { name: 'Every quarter' }).waitFor()
    await page.getByRole('button', { name: 'Actions for Day desk' }).press('Enter')
    await pressEntry(page, 'End…')
    await page.getByRole('button', { name: 'End it' }).press('Enter')
    await table.waitFor({ state: 'hidden' })
    await page.getByRole('link', { name: /^Day desk/ }).waitFor()
  })
})
