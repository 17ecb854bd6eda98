import { useEffect, useRef, useState } from 'react'
import { call, type Answered } from '#src/console/api.ts'
import { liveState, onLive } from '#src/console/live.ts'
import { keyOf, queryClient } from '#src/console/query.ts'
import { listUsers, readUser } from '../../../contract/endpoints.ts'
import type { UserRow } from '../../../contract/user.ts'

/** News of what this list itself has just done or read comes a little later than the answer did. */
const OWN_ECHO_MS = 1_500
/** More changed rows than these are not worth a question each. */
const MOST_IN_PLACE = 20

/** `missed`: the stream was broken for a while, so there may be more. */
export type LiveChanges = { readonly count: number; readonly missed: boolean }
const none: LiveChanges = { count: 0, missed: false }

/**
 * What changes meanwhile: rows in sight change where they stand, and nothing moves; whatever would move, add or take away
 * rows is counted, and waits until somebody asks for it. `at`: when the rows were read, in milliseconds since 1970.
 */
export function useLiveChanges(rows: readonly UserRow[] | undefined, at: number): LiveChanges {
  const [changes, setChanges] = useState(none)
  const latest = useRef({ rows, at })
  useEffect(() => {
    latest.current = { rows, at }
  }, [rows, at])
  useEffect(() => setChanges(none), [at])
  useEffect(() => {
    // The first greeting belongs to the first reading; later ones follow a stream that broke.
    let greeted = liveState() === 'live'
    const stops = [
      onLive('users-changed', ({ ids = [], count }) => {
        const seen = new Set(latest.current.rows?.map((row) => row.id))
        const visible = ids.filter((id) => seen.has(id))
        if (visible.length <= MOST_IN_PLACE) visible.forEach((id) => void renew(id))
        if (Date.now() - latest.current.at > OWN_ECHO_MS)
          setChanges((before) => ({ ...before, count: before.count + count }))
      }),
      onLive('hello', () => {
        if (greeted) setChanges((before) => ({ ...before, missed: true }))
        greeted = true
      }),
    ]
    return () => stops.forEach((stop) => stop())
  }, [])
  return changes
}

type Page = Answered<typeof listUsers>

async function renew(id: string) {
  const read = await call(readUser, { params: { id } }, { background: true })
  // Gone from sight: the row stays until it is refreshed, since taking it away would move the others.
  if (!read.ok) return
  for (const [key, page] of queryClient.getQueriesData<Page>({ queryKey: keyOf(listUsers) })) {
    if (!page?.answer.items.some((row) => row.id === id)) continue
    const items = page.answer.items.map((row) => (row.id === id ? read.answer : row))
    const updatedAt = queryClient.getQueryState(key)?.dataUpdatedAt
    queryClient.setQueryData<Page>(key, { ...page, answer: { ...page.answer, items } }, { updatedAt })
  }
}
