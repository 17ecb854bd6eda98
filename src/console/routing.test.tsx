import { createMemoryHistory, RouterProvider } from '@tanstack/react-router'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import {
  AppLink,
  makeRouter,
  page,
  parseSearch,
  stringifySearch,
  useGo,
  useParam,
  useSearch,
  useSetSearch,
} from './routing.tsx'

beforeAll(() => vi.stubGlobal('scrollTo', () => undefined))
afterEach(cleanup)

function List() {
  const search = useSearch()
  const setSearch = useSetSearch()
  const go = useGo()
  return (
    <>
      <h1>List {JSON.stringify(search)}</h1>
      <button onClick={() => setSearch({ status: 'any:active', after: undefined })}>filter</button>
      <button onClick={() => go('/people/7', { search: { tab: 'log' } })}>open</button>
      <AppLink to="/people/9">nine</AppLink>
    </>
  )
}
const Person = () => <h1>Person {useParam('id')}</h1>

function open(address: string) {
  const pages = [
    page('/people', async () => ({ List }), 'List'),
    page('/people/$id', async () => ({ Person }), 'Person'),
    page('/sign-in', async () => ({ SignIn: () => <h1>Sign in</h1> }), 'SignIn', 'bare'),
  ]
  const history = createMemoryHistory({ initialEntries: [address] })
  const frames = {
    Shell: ({ children }: { children: React.ReactNode }) => <div data-testid="shell">{children}</div>,
    NotFound: () => <h1>Nothing</h1>,
    Failed: ({ error }: { error: unknown }) => <h1>{String(error)}</h1>,
    home: '/people',
  }
  render(<RouterProvider router={makeRouter(pages, frames, history)} />)
  return history
}

test('filters in the address are read as the plain text they are', async () => {
  open('/people?status=any:active&skill=all:1,2&size=50')
  expect((await screen.findByRole('heading')).textContent).toBe(
    'List {"status":"any:active","skill":"all:1,2","size":"50"}',
  )
})

test('a changed filter goes into the address readable, and what is empty leaves it', async () => {
  const history = open('/people?after=x9&q=j%C4%81nis')
  fireEvent.click(await screen.findByText('filter'))
  await waitFor(() => expect(history.location.search).toBe('?q=j%C4%81nis&status=any:active'))
})

test('a person has an address of their own, opened with exactly what it is given', async () => {
  const history = open('/people?q=a')
  fireEvent.click(await screen.findByText('open'))
  expect((await screen.findByText('Person 7')).tagName).toBe('H1')
  expect(history.location.href).toBe('/people/7?tab=log')
})

test('links are real ones', async () => {
  open('/people')
  expect((await screen.findByText('nine')).getAttribute('href')).toBe('/people/9')
})

test('sign-in stands without the frame, an unknown page says so inside it, the start leads to the list', async () => {
  open('/sign-in')
  await screen.findByText('Sign in')
  expect(screen.queryByTestId('shell')).toBeNull()
  cleanup()
  open('/nowhere/at/all')
  await screen.findByText('Nothing')
  cleanup()
  const history = open('/')
  await waitFor(() => expect(history.location.pathname).toBe('/people'))
})

test('search text survives the way into an address and back', () => {
  const search = { q: 'Bērziņa "x" +1,2|3:4 & ?#', status: 'any:active' }
  expect(parseSearch(stringifySearch(search))).toEqual(search)
})
