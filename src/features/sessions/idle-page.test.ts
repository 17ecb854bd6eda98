import { QueryObserver } from '@tanstack/react-query'
import { expect, onTestFinished, test, vi } from 'vitest'
import { onSessionEnded } from '#src/console/api.ts'
import { asked, keyOf, queryClient, readAgain } from '#src/console/query.ts'
import { SESSION_COOKIE } from '#src/server/http/caller.ts'
import { world } from '#test/world.ts'
import { readUser } from '../users/contract/endpoints.ts'

const MINUTE = 60_000
const w = await world()

/** The browser's way to the server, with the cookie that it holds. */
async function browse() {
  const cookie = await w.cookieOf(w.people.ana)
  vi.stubGlobal('fetch', async (url: string, { headers }: { headers: Record<string, string> }) => {
    const {
      statusCode,
      body,
      headers: said,
    } = await w.app.inject({ url, headers, cookies: { [SESSION_COOKIE]: cookie } })
    return new Response(body, { status: statusCode, headers: { 'content-type': String(said['content-type']) } })
  })
  onTestFinished(() => void vi.unstubAllGlobals())
}

test('S20 a page that nobody touches is signed out after an hour, however often news made it read again', async () => {
  await browse()
  let reason: unknown
  onSessionEnded((document) => (reason = document['reason']))
  const question = { params: { id: w.people.jon.id } }
  const page = new QueryObserver(queryClient, asked(readUser, question))
  onTestFinished(page.subscribe(() => undefined))
  await vi.waitFor(() => expect(page.getCurrentResult().data?.answer.username).toBe(w.people.jon.username))
  for (const minutes of [20, 20]) {
    w.clock.advance(minutes * MINUTE)
    await readAgain({ queryKey: keyOf(readUser) })
    expect(reason).toBeUndefined()
  }
  w.clock.advance(21 * MINUTE)
  await readAgain({ queryKey: keyOf(readUser) })
  expect(reason).toBe('idle')
})
