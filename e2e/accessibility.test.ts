import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, expectNamed, expectNoSidewaysScroll } from './accessibility.ts'
import type { PageRoute } from '#src/console/routing.tsx'
import { call } from './calling.ts'
import { rowOf, rows } from './list.ts'
import { findPeople, nameOf, type Person } from './people.ts'
import { comeSignedIn, submitSignIn } from './signing-in.ts'
import { demonstration, useWindows } from './windows.ts'

/** Every address of the console, as the features list their pages. */
const lists = import.meta.glob<Record<string, readonly PageRoute[]>>(
  ['../src/features/*/console/routes.ts', '../src/features/*/console/*/routes.ts'],
  { eager: true },
)
const routes = Object.values(lists)
  .flatMap((list) => Object.values(list).flat())
  .map(({ path }) => path)

/** Looked at step by step, each by the journey that leads there. */
const ELSEWHERE = {
  '/setup/$step': 'first-run',
  '/tenants': 'first-run',
  '/plans/$id': 'mass-actions',
  '/jobs/$id': 'mass-actions',
  '/users/import/$id': 'bulk-create',
  '/start': 'main-journey',
  '/activate': 'recovery',
  '/reset': 'recovery',
  '/sign-in/two-step': 'two-step',
  '/sign-in/set-up-two-step': 'two-step',
}

type Group = { readonly id: number; readonly members: number }

type Visit = {
  /** Where to, in the order in which it is asked for; a route may be seen in several ways. */
  readonly to: string
  readonly title: RegExp
  readonly stands: (page: Page) => Locator
}

describe('pages for everybody (WCAG 2.2 AA)', () => {
  const windows = useWindows()
  let page: Page
  let user: Person
  /** What stands for the $id of a route. */
  const ids: Record<string, string> = {}

  beforeAll(async () => {
    page = await windows.open()
    await comeSignedIn(page)
    user = (await findPeople(page, { role: 'Agent', status: 'active', search: 'o' }))[0]!
    const leads = await call<{ items: { id: string }[] }>(page, 'GET', '/leads?limit=1')
    const roles = await call<{ items: { id: number }[] }>(page, 'GET', '/roles')
    const queues = await call<{ items: Group[] }>(page, 'GET', '/queues')
    const desks = await call<{ items: Group[] }>(page, 'GET', '/groups?kind=desk')
    // Few rows say of a table what many say, and each is looked at twice.
    const smallest = (list: readonly Group[]) =>
      list.filter(({ members }) => members > 0).sort((a, b) => a.members - b.members)[0]!
    const desk = smallest(desks.body.items)
    const sort = { format: 'csv', columns: ['username'], sort: 'name' }
    const made = await call<{ id: string }>(page, 'POST', '/exports', { ...sort, target: { ids: [user.id] } })
    const me = await call<{ user: { id: string } }>(page, 'GET', '/session')
    const wish = {
      name: 'Everybody',
      desks: [desk.id],
      reviewer: me.body.user.id,
      dueOn: '2999-12-31',
      undecided: 'keep',
    }
    const review = await call<{ id: string }>(page, 'POST', '/reviews', wish)
    Object.assign(ids, { review: review.body.id })
    Object.assign(ids, { queue: String(smallest(queues.body.items).id) })
    const leadId = leads.body.items[0]!.id
    await call(page, 'POST', '/callbacks', {
      lead: leadId,
      at: `${new Date().getUTCFullYear() + 1}-07-15T09:30`,
      timeZone: 'Europe/Riga',
    })
    Object.assign(ids, {
      user: user.id,
      lead: leadId,
      role: String(roles.body.items[0]!.id),
      desk: String(desk.id),
      export: made.body.id,
    })
  })

  const button = (name: string) => (p: Page) => p.getByRole('button', { name, exact: true }).first()
  const text = (words: string | RegExp) => (p: Page) => p.getByText(words).first()
  const table = (p: Page) => rows(p).first()
  const tableOr = (words: string) => (p: Page) => p.getByText(words).or(p.getByRole('table')).first()
  const person = (tab: string): Visit => ({
    to: `/users/:user${tab}`,
    title: / · Rollcall$/,
    stands: (p) => p.getByRole('heading', { level: 1, name: nameOf(user) }),
  })
  const visit = (to: string, title: string, stands: Visit['stands']): Visit => ({
    to,
    title: new RegExp(`^${title} · Rollcall$`),
    stands,
  })

  const visits: Record<string, readonly Visit[]> = {
    '/home': [visit('/home', 'Home', text('Needs attention'))],
    '/users': [
      visit('/users?size=25', 'Users', table),
      visit('/users?size=25&layout=table', 'Users', table),
      visit('/users?size=25&layout=cards', 'Users', (p) => p.getByRole('list', { name: 'Users' })),
      visit('/users?q=nobody-is-called-so', 'Users', text(/^No one matches/)),
    ],
    '/users/new': [visit('/users/new', 'New user', button('Create user'))],
    '/users/import': [visit('/users/import', 'Bulk create', (p) => p.getByRole('heading', { level: 1 }))],
    '/users/deleted': [visit('/users/deleted', 'Recently deleted · Users', tableOr('Nobody was deleted lately'))],
    '/users/$id': [person('')],
    '/users/$id/access': [person('/access')],
    '/users/$id/telephony': [person('/telephony')],
    '/users/$id/sessions': [person('/sessions')],
    '/users/$id/activity': [person('/activity')],
    '/users/$id/activity/live': [person('/activity/live')],
    '/users/$id/calls': [person('/calls')],
    '/users/$id/changes': [person('/changes')],
    '/users/$id/set-up': [person('/set-up')],
    '/users/$id/edit': [person('/edit')],
    '/activity': [visit('/activity', 'Activity', (p) => p.getByRole('search'))],
    '/live': [visit('/live', 'Live', text('On call'))],
    '/teams/$kind': [visit('/teams/skills', 'Skills · Teams', (p) => p.getByRole('table'))],
    '/leads': [
      visit('/leads', 'Leads', table),
      visit('/leads?search=nobody-is-called-so', 'Leads', text('No lead matches')),
    ],
    '/leads/callbacks': [
      visit('/leads/callbacks', 'Callbacks · Leads', table),
      visit('/leads/callbacks?when=overdue&zone=Pacific/Niue', 'Callbacks · Leads', text('No callback is overdue')),
    ],
    '/leads/import': [visit('/leads/import', 'Import leads', button('Look at the rows'))],
    '/leads/$id': [visit('/leads/:lead', '.+ · Leads', button('Save lead'))],
    '/queues': [visit('/queues', 'Queues', (p) => p.getByRole('table'))],
    '/queues/$id/members': [
      visit('/queues/:queue/members', '.+ · Queues', table),
      visit('/queues/:queue/members?q=nobody-is-called-so', '.+ · Queues', text(/^No member of/)),
    ],
    '/teams/$kind/$id': [visit('/teams/desks/:desk', '.+ · Desks', (p) => p.getByRole('table'))],
    '/roles/who/$permission': [visit('/roles/who/users.read', 'See users .+ · Roles', (p) => p.getByRole('table'))],
    '/roles': [visit('/roles', 'Roles · Settings', (p) => p.getByRole('table'))],
    '/roles/new': [visit('/roles/new', 'New role · Settings', button('Create role'))],
    '/roles/$id': [visit('/roles/:role', '.+ · Roles', text('Administrator'))],
    '/health': [visit('/health', 'Health', text(/^Show \d/))],
    '/reviews': [visit('/reviews', 'Reviews', (p) => p.getByRole('table'))],
    '/reviews/$id': [visit('/reviews/:review', 'Everybody · Reviews', button('Keep'))],
    '/reviews/$id/record': [visit('/reviews/:review/record', 'Everybody · Record · Reviews', text(/^\d+ users: Keep/))],
    '/calls': [visit('/calls', 'Calls', text(/^(No calls in these days|By user)/))],
    '/calls/aside': [visit('/calls/aside', 'Kept aside · Calls', text('Nothing is kept aside'))],
    '/calls/import': [visit('/calls/import', 'Read a file · Calls', button('Count the calls'))],
    '/jobs': [visit('/jobs', 'Jobs', tableOr('No jobs yet'))],
    '/exports': [visit('/exports', 'Exports', (p) => p.getByRole('table'))],
    '/exports/$id': [visit('/exports/:export', 'users-.+ · Exports', button('Download'))],
    '/settings/sites': [visit('/settings/sites', 'Sites · Settings', (p) => p.getByRole('table'))],
    '/settings/pbxes': [visit('/settings/pbxes', 'Telephone systems · Settings', (p) => p.getByRole('table'))],
    '/settings/outbox': [visit('/settings/outbox', 'Outbox · Settings', tableOr('No mail yet'))],
    '/settings/fields': [visit('/settings/fields', 'Custom fields · Settings', button('New field'))],
    '/sessions': [visit('/sessions', 'Sessions', (p) => p.getByRole('table'))],
    '/settings/locked': [visit('/settings/locked', 'Locked accounts · Settings', tableOr('Nobody is locked'))],
    '/settings/security': [visit('/settings/security', 'Security and sessions · Settings', button('Save addresses'))],
    '/settings/api-keys': [visit('/settings/api-keys', 'API keys · Settings', button('New API key'))],
    '/settings/checklists': [visit('/settings/checklists', 'Set-up checklists · Settings', button('Edit Agent'))],
    '/me/profile': [visit('/me/profile', 'Profile', button('Save'))],
    '/me/security': [visit('/me/security', 'Security', button('Change password'))],
    '/nowhere': [
      visit('/nowhere', 'Nothing here that you can see', (p) => p.getByRole('link', { name: 'Go to the start' })),
    ],
  }
  const withoutSession: Record<string, readonly Visit[]> = {
    '/sign-in': [visit('/sign-in', 'Sign in', button('Sign in'))],
    '/t/$slug': [visit('/t/demo', 'Sign in', button('Sign in'))],
    '/sign-in/google': [
      visit('/sign-in/google', 'You are not signed in', (p) => p.getByRole('link', { name: 'Go to sign in' })),
    ],
    '/forgot': [visit('/forgot', 'Forgot your password\\?', button('Mail me a link'))],
  }

  async function lookAt(at: Page, { to, title, stands }: Visit) {
    await at.goto(to.replace(/:(\w+)/, (_, what: string) => ids[what]!))
    await stands(at).waitFor()
    await expect.poll(() => at.locator('[aria-busy="true"]').count()).toBe(0)
    await expectNamed(at, title)
    await expectAccessible(at)
    await expectNoSidewaysScroll(at)
  }

  test('no page is forgotten: each route of the console is looked at, here or in a journey', () => {
    const seen = { ...visits, ...withoutSession, ...ELSEWHERE, '/new-password': 'below' }
    expect(routes.filter((path) => !(path in seen))).toEqual([])
  })

  test.each(Object.values(visits).flat())('$to', (one) => lookAt(page, one))

  test('signing in', async () => {
    const stranger = await windows.open()
    for (const one of Object.values(withoutSession).flat()) await lookAt(stranger, one)
  })

  test('choosing a password', async () => {
    const somebody = (await findPeople(page, { role: 'Agent', status: 'active', sort: '-username' }))[0]!
    const { body } = await call<{ password: string }>(page, 'POST', `/users/${somebody.id}/reset-password`, {})
    const theirs = await windows.open()
    await submitSignIn(theirs, { tenant: demonstration.tenant, name: somebody.username, password: body.password })
    await theirs.getByRole('heading', { name: 'Choose your password' }).waitFor()
    await lookAt(theirs, visit('/new-password', 'Choose your password', button('Save the password and go on')))
  })

  test('what opens over the page', async () => {
    // One row below it is enough.
    await page.goto(`/users?q=${encodeURIComponent(user.username)}`)
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

  test('the first Tab skips to the page', async () => {
    await page.goto('/home')
    await page.getByText('Needs attention').waitFor()
    await page.keyboard.press('Tab')
    await page.getByRole('link', { name: 'Skip to the page' }).and(page.locator(':focus')).waitFor()
    await page.keyboard.press('Enter')
    await page.locator('main:focus').waitFor()
  })
})
