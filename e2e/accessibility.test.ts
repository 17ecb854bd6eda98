import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, expectNamed, expectNoSidewaysScroll } from './accessibility.ts'
import { rowOf, rows } from './list.ts'
import { findPeople, nameOf, type Person } from './people.ts'
import { signIn } from './signing-in.ts'
import { useWindows } from './windows.ts'

describe('pages for everybody (WCAG 2.2 AA)', () => {
  const windows = useWindows()
  let page: Page
  let user: Person

  beforeAll(async () => {
    page = await windows.open()
    await signIn(page)
    user = (await findPeople(page, { role: 'Agent', status: 'active', search: 'o' }))[0]!
  })

  /** The address, the title of the tab, and a sign that the page stands. */
  const pages: [string, RegExp, (page: Page) => Promise<unknown>][] = [
    ['/users?size=25', /^Users · Rollcall$/, (p) => rows(p).first().waitFor()],
    ['/users?size=25&layout=cards', /^Users · Rollcall$/, (p) => p.getByRole('list', { name: 'Users' }).waitFor()],
    ['/users?q=nobody-is-called-so', /^Users · Rollcall$/, (p) => p.getByText(/^No one matches/).waitFor()],
    ['/users/new', /^New user · Rollcall$/, (p) => p.getByRole('button', { name: 'Create user' }).waitFor()],
    ['/users/import', /^Bulk create · Rollcall$/, (p) => p.getByRole('button', { name: 'Check first' }).waitFor()],
    ['/home', /^Home · Rollcall$/, (p) => p.getByText('Needs attention').waitFor()],
    [
      '/settings/outbox',
      /^Outbox · Settings · Rollcall$/,
      (p) => p.getByText('No mail yet').or(p.getByRole('table')).waitFor(),
    ],
    ['/exports', /^Exports · Rollcall$/, (p) => p.getByText('No exports yet').or(p.getByRole('table')).waitFor()],
    ['/me/profile', /^Profile · Rollcall$/, (p) => p.getByRole('button', { name: 'Save', exact: true }).waitFor()],
    [
      '/nowhere',
      /^Nothing here that you can see · Rollcall$/,
      (p) => p.getByRole('link', { name: 'Go to the start' }).waitFor(),
    ],
  ]
  test.each(pages)('%s', async (address, title, stands) => {
    await page.goto(address)
    await stands(page)
    await expectNamed(page, title)
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
  })

  const tabs = ['', '/access', '/telephony', '/sessions', '/changes', '/edit']
  test.each(tabs)('/users/:id%s', async (tab) => {
    await page.goto(`/users/${user.id}${tab}`)
    await page.getByRole('heading', { level: 1, name: nameOf(user) }).waitFor()
    await expect.poll(() => page.locator('[aria-busy="true"]').count()).toBe(0)
    await expectNamed(page, new RegExp(`^${nameOf(user)}.* · Rollcall$`))
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
  })

  test('what opens over the page', async () => {
    await page.goto('/users?size=25')
    await rows(page).first().waitFor()
    const open = async (name: string, role: 'dialog' | 'menu') => {
      await page.getByRole('button', { name, exact: true }).click()
      await page.getByRole(role).waitFor()
      await expectAccessible(page, `[role="${role}"]`)
      await page.keyboard.press('Escape')
      await page.getByRole(role).waitFor({ state: 'hidden' })
    }
    await open('Filter', 'dialog')
    await open('All filters', 'dialog')
    await open('Columns', 'dialog')
    await open('Export', 'dialog')
    await open('Keyboard help', 'dialog')
    const name = (await rows(page).first().getByRole('rowheader').getByRole('link').textContent())!
    await open(`Actions for ${name}`, 'menu')
    await rowOf(page, name).getByRole('checkbox').check()
    await page.getByRole('group', { name: 'Bulk actions' }).waitFor()
    await expectAccessible(page, '[aria-label="Bulk actions"]')
    await page.goto(`/users/${user.id}`)
    await page.getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: 'Deactivate' }).click()
    await page.getByRole('dialog', { name: /^Deactivate/ }).waitFor()
    await expectAccessible(page, '[role="dialog"]')
  })

  test('signing in', async () => {
    const stranger = await windows.open()
    await stranger.goto('/sign-in')
    await stranger.getByRole('button', { name: 'Sign in' }).waitFor()
    await expectNamed(stranger, /^Sign in · Rollcall$/)
    await expectAccessible(stranger)
    await expectNoSidewaysScroll(stranger)
  })

  test('the first Tab skips to the page', async () => {
    await page.goto('/home')
    await page.getByText('Needs attention').waitFor()
    await page.keyboard.press('Tab')
    await page.getByRole('link', { name: 'Skip to the page' }).and(page.locator(':focus')).waitFor()
    await page.keyboard.press('Enter')
    await page.locator('main:focus').waitFor()
  })
})
