import { createMemoryHistory, RouterProvider } from '@tanstack/react-router'
import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { builtInRoles, permissionNames, type Permission } from '#src/contract/permissions.ts'
import { queryClient } from '#src/console/query.ts'
import { makeRouter } from '#src/console/routing.tsx'
import { ThemeProvider } from '#src/console/theme/theme.tsx'
import type { Me } from '../../../sign-in/contract.ts'
import { MeProvider } from '../../../sign-in/console/widgets/me.tsx'
import type { UserRow } from '../../contract/user.ts'
import { usersListPages } from './routes.ts'

const PEOPLE = 120
const AGENT = 3
const roles = Object.entries(builtInRoles).map(([builtIn, role], index) => ({
  ...role,
  id: index + 1,
  builtIn,
  holders: 1,
  grantable: true,
  version: 1,
}))

const person = (n: number): UserRow => ({
  id: `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}`,
  version: '1',
  username: `user${n}`,
  email: `user${n}@example.com`,
  firstName: 'Ana',
  lastName: `Number ${n}`,
  status: 'active',
  locked: false,
  twoStep: false,
  superuser: false,
  availability: 'offline',
  presence: { signedIn: false, phone: false, state: null, since: null },
  site: { id: 1, name: 'Riga' },
  roles: [{ id: AGENT, name: 'Agent', sites: null, desks: null }],
  desks: [],
  skills: [],
  tags: [],
  businessUnits: [],
  agentGroups: [],
  queues: [],
  lastSignInAt: null,
  createdAt: '2026-01-01T00:00:00.000Z',
})

/** The far end of the wire: everybody is active, nobody has `zzz` in the name, and pages are cut by number. */
function serve(asked: URL[]) {
  return (input: string, init?: RequestInit): Promise<Response> => {
    const url = new URL(input, 'http://rollcall.test')
    asked.push(url)
    const search = url.searchParams
    const total = search.get('search') === 'zzz' || search.get('status') === 'any:inactive' ? 0 : PEOPLE
    const limit = Number(search.get('limit'))
    const from = Number(search.get('after') ?? 0)
    const items = Array.from({ length: Math.max(0, Math.min(limit, total - from)) }, (_, i) => person(from + i + 1))
    const answers: Record<string, unknown> = {
      '/users': {
        items,
        next: from + limit < total ? String(from + limit) : null,
        previous: from > 0 ? '0' : null,
        total,
      },
      '/users/count': { total },
      '/roles': { items: roles },
      '/sites': { items: [{ id: 1, name: 'Riga', timeZone: 'Europe/Riga', country: 'LV', users: PEOPLE, version: 1 }] },
      '/groups': {
        items:
          search.get('ids') === '77'
            ? [{ id: 77, kind: 'desk', name: 'Old Sales', members: 2, archived: true, version: 2 }]
            : [{ id: 12, kind: 'skill', name: 'Spanish', members: 3, archived: false, version: 1 }],
        total: 1,
      },
      '/preferences': {},
      '/views': { items: [] },
    }
    const answer = answers[url.pathname.replace('/api/v1', '')] ?? { items: [], fields: [] }
    init?.signal?.throwIfAborted()
    return Promise.resolve(Response.json(answer))
  }
}

const me = (permissions: readonly Permission[]): Me => ({
  next: 'home',
  user: {
    id: '018f0000-0000-7000-8000-999999999999',
    username: 'admin',
    name: 'Ada',
    email: 'a@example.com',
    language: null,
    timeZone: 'UTC',
  },
  tenant: {
    id: 1,
    slug: 't',
    name: 'T',
    modules: ['dialer', 'pbx', 'queues'],
    plan: 'basic',
    demonstration: false,
    autoDial: 'off',
    super: false,
  },
  homeTenant: { id: 1, name: 'T' },
  operator: false,
  superuser: false,
  permissions: permissions.map((permission) => ({ permission, reach: { everywhere: true, sites: [], desks: [] } })),
})

let asked: URL[]
beforeEach(() => {
  asked = []
  vi.stubGlobal('fetch', serve(asked))
  vi.stubGlobal('scrollTo', () => undefined)
  vi.stubGlobal('matchMedia', (query: string) => ({
    matches: query.startsWith('(min-width'),
    media: query,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }))
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  )
  sessionStorage.clear()
  queryClient.clear()
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

async function open(address: string, permissions: readonly Permission[] = permissionNames) {
  const history = createMemoryHistory({ initialEntries: [address] })
  const frames = {
    Shell: ({ children }: { children: React.ReactNode }) => <MeProvider me={me(permissions)}>{children}</MeProvider>,
    NotFound: () => null,
    Failed: ({ error }: { error: unknown }) => <p>{String(error)}</p>,
    home: '/users',
  }
  render(
    <ThemeProvider still>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={makeRouter(usersListPages, frames, history)} />
      </QueryClientProvider>
    </ThemeProvider>,
  )
  await waitFor(() => expect(screen.queryAllByText(/Number 1$|No one matches/)).not.toHaveLength(0), {
    timeout: 15_000,
  })
  return history
}

/** What the list was last asked for. */
const lastList = () => asked.filter((url) => url.pathname === '/api/v1/users').at(-1)!.searchParams
/** Its code is fetched when somebody is first selected. */
const bar = () => screen.findByRole('group', { name: 'Bulk actions' }, { timeout: 15_000 })
const tick = (name: string) => fireEvent.click(screen.getByRole('checkbox', { name }))

describe('the address and the list', () => {
  test('a pasted address asks for the same people in the same order, in one request', async () => {
    await open('/users?q=ana&status=any:active&lastSignIn=older:30d&sort=-created&size=25')
    expect(Object.fromEntries(lastList())).toEqual({
      search: 'ana',
      status: 'any:active',
      lastSignIn: 'older:30d',
      sort: '-created',
      limit: '25',
      totalWithin: '150',
    })
    expect(asked.filter((url) => url.pathname === '/api/v1/users')).toHaveLength(1)
  })

  test('what it does not know is ignored and said in one line', async () => {
    await open('/users?colour=red&status=active')
    expect(screen.getByText('Ignored in the address: colour')).toBeTruthy()
    expect(screen.getByText('Status is Active')).toBeTruthy()
  })

  test('a skill without a role that takes calls is no filter', async () => {
    await open('/users?skill=any:12')
    await waitFor(() => expect(screen.getByText(/Ignored in the address: skill/)).toBeTruthy())
    expect(lastList().has('skill')).toBe(false)
  })

  test('typing searches without a step of the history for each letter', async () => {
    const history = await open('/users')
    const box = screen.getByRole('searchbox', { name: /Search users/ })
    for (const text of ['a', 'an', 'ana']) {
      fireEvent.change(box, { target: { value: text } })
      await waitFor(() => expect(lastList().get('search')).toBe(text))
    }
    expect(history.length).toBe(2)
  })

  test('sorting goes through the button of the head, which alone says how it is sorted', async () => {
    await open('/users')
    fireEvent.click(screen.getByRole('button', { name: 'Last sign-in' }))
    await waitFor(() => expect(lastList().get('sort')).toBe('lastSignIn'))
    const sorted = screen.getAllByRole('columnheader').filter((head) => head.hasAttribute('aria-sort'))
    expect(sorted.map((head) => [head.textContent, head.getAttribute('aria-sort')])).toEqual([
      ['Last sign-in', 'ascending'],
    ])
  })
})

describe('chips', () => {
  test('Backspace takes a filter away, and the list is asked again', async () => {
    await open('/users?status=any:active')
    fireEvent.keyDown(screen.getByText('Status is Active').closest('button')!, { key: 'Backspace' })
    await waitFor(() => expect(lastList().has('status')).toBe(false))
    expect(screen.queryByText('Status is Active')).toBeNull()
  })

  test('an archived group keeps its name, and says what it is', async () => {
    await open('/users?desk=any:77')
    await waitFor(() => expect(screen.getByText('Desk is Old Sales (archived)')).toBeTruthy())
  })

  test('the skill goes with the role, and that is said', async () => {
    await open(`/users?role=any:${AGENT}&skill=any:12`)
    await waitFor(() => expect(screen.getByText('Skill is Spanish')).toBeTruthy())
    fireEvent.click(screen.getByRole('button', { name: 'Remove filter: Role is Agent' }))
    await waitFor(() => expect(screen.queryByText('Skill is Spanish')).toBeNull())
    expect(screen.getByText('The skill filter went too: it needs a role that takes calls.')).toBeTruthy()
    expect([...lastList().keys()]).not.toContain('skill')
  })
})

describe('selecting', () => {
  test('the page, then everybody who matches, without one who is unticked; it stays while paging', async () => {
    await open('/users?status=any:active')
    tick('Select everybody on this page')
    expect(within(await bar()).getByText('50 selected')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Select all 120 matching' }))
    expect(within(await bar()).getByText('All 120 selected')).toBeTruthy()
    tick('Select Ana Number 7')
    expect(within(await bar()).getByText('119 of 120 (1 left out)')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Next' }))
    await waitFor(() =>
      expect(screen.getByRole('checkbox', { name: 'Select Ana Number 51' })).toHaveProperty('checked', true),
    )
    expect(within(await bar()).getByText('119 of 120 (1 left out)')).toBeTruthy()
  })

  test('Shift ticks everybody in between', async () => {
    await open('/users')
    tick('Select Ana Number 2')
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select Ana Number 5' }), { shiftKey: true })
    expect(within(await bar()).getByText('4 selected')).toBeTruthy()
  })

  test('when the filters change under “everybody who matches”, the person says which is meant', async () => {
    await open('/users?status=any:active')
    tick('Select everybody on this page')
    fireEvent.click(screen.getByRole('button', { name: 'Select all 120 matching' }))
    fireEvent.click(screen.getByRole('button', { name: 'Remove filter: Status is Active' }))
    await waitFor(async () => expect(within(await bar()).getByText('The filters have changed.')).toBeTruthy())
    fireEvent.click(within(await bar()).getByRole('button', { name: 'Keep this selection' }))
    expect(within(await bar()).getByText('chosen by earlier filters')).toBeTruthy()
  })

  test('what was cleared comes back', async () => {
    await open('/users')
    tick('Select Ana Number 2')
    fireEvent.click(within(await bar()).getByRole('button', { name: 'Clear the selection' }))
    fireEvent.click(within(await bar()).getByRole('button', { name: 'Undo' }))
    expect(screen.getByRole('checkbox', { name: 'Select Ana Number 2' })).toHaveProperty('checked', true)
  })
})

describe('when nobody is there', () => {
  test('each condition says how many there would be without it', async () => {
    await open('/users?q=zzz&status=any:active')
    expect(screen.getByText('No one matches this search and 1 filter.')).toBeTruthy()
    await waitFor(() => expect(screen.getByRole('button', { name: 'Without “zzz”: 120' })).toBeTruthy())
    fireEvent.click(screen.getByRole('button', { name: 'Without “zzz”: 120' }))
    await waitFor(() => expect(screen.getByRole('table')).toBeTruthy())
  })
})

describe('what is not allowed', () => {
  test('is absent: an auditor finds no way to make or change anybody', async () => {
    await open('/users?layout=cards', ['users.read', 'history.read'])
    expect(screen.queryByRole('link', { name: 'New user' })).toBeNull()
    expect(screen.queryByRole('link', { name: 'Edit Ana Number 1' })).toBeNull()
  })
})
