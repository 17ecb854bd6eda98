import { focusManager, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as z from 'zod/mini'
import { endpoint } from '../contract/endpoint.ts'
import { asked, keyOf, queryClient, readAgain, useAnswer } from './query.ts'

const number = endpoint({
  method: 'GET',
  path: '/number',
  permission: 'signed-in',
  summary: 'A number that grows',
  answers: { 200: z.object({ number: z.int() }) },
})

/** What the server is told with each request: `1` for a person, `background` for the page itself. */
let told: string[]
beforeEach(() => {
  told = []
  vi.stubGlobal('fetch', (_url: string, { headers }: { headers: Record<string, string> }) => {
    told.push(headers['x-rollcall']!)
    return Promise.resolve(Response.json({ number: told.length }))
  })
})
afterEach(() => {
  cleanup()
  queryClient.clear()
  focusManager.setFocused(undefined)
  vi.unstubAllGlobals()
})

function Page({ staleTime = 60_000 }: { staleTime?: number }) {
  const { data } = useAnswer(number, {}, { staleTime })
  return <p>{data ? `Answer ${data.answer.number}` : 'Nothing yet'}</p>
}
const open = async (page = <Page />) => {
  render(<QueryClientProvider client={queryClient}>{page}</QueryClientProvider>)
  await screen.findByText('Answer 1')
}

test('S20 a page that a person opens counts as something done', async () => {
  await open()
  expect(told).toEqual(['1'])
})

test('S20 what news makes a page read again does not, and what the person asks for next does', async () => {
  await open()
  await act(() => readAgain({ queryKey: keyOf(number) }))
  expect(told).toEqual(['1', 'background'])
  await act(() => queryClient.invalidateQueries({ queryKey: keyOf(number) }))
  expect(told).toEqual(['1', 'background', '1'])
})

test('S20 coming back to the window is no deed in the console yet', async () => {
  focusManager.setFocused(false)
  await open(<Page staleTime={0} />)
  act(() => focusManager.setFocused(true))
  await screen.findByText('Answer 2')
  expect(told).toEqual(['1', 'background'])
  await act(() => queryClient.invalidateQueries({ queryKey: keyOf(number) }))
  expect(told.at(-1)).toBe('1')
})

test('S20 a page that asks on an interval asks by itself from the second time on', async () => {
  await queryClient.fetchQuery(asked(number, {}))
  const { QueryObserver } = await import('@tanstack/react-query')
  const stop = new QueryObserver(queryClient, {
    ...asked(number, {}),
    staleTime: 60_000,
    refetchInterval: 5,
  }).subscribe(() => undefined)
  await waitFor(() => expect(told.length).toBeGreaterThan(2))
  stop()
  expect(new Set(told.slice(1))).toEqual(new Set(['background']))
  expect(told[0]).toBe('1')
})
