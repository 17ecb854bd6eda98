import { useEffect, useRef } from 'react'
import { call, type Answered } from '#src/console/api.ts'
import { keyOf, queryClient } from '#src/console/query.ts'
import { isOnline, listPresence, type Presence } from '../../../../presence/contract/presence.ts'
import { onPresenceNews } from '../../../../presence/console/widgets/presence-news.ts'
import { listUsers, readUser } from '../../../contract/endpoints.ts'
import type { UserRow } from '../../../contract/user.ts'

/** Who comes, goes or does something else changes where they stand: no row moves, whatever the list is sorted by. */
export function useLivePresence(rows: readonly UserRow[] | undefined) {
  const shown = useRef(rows)
  useEffect(() => {
    shown.current = rows
  }, [rows])
  useEffect(
    () =>
      onPresenceNews(
        (ids) => ids === undefined || (shown.current?.some((row) => ids.includes(row.id)) ?? false),
        () => void renew(shown.current?.map(({ id }) => id) ?? []),
      ),
    [],
  )
}

async function renew(ids: readonly string[]) {
  if (ids.length === 0) return
  const read = await call(listPresence, { query: { ids: ids.join(',') } }, { background: true })
  if (!read.ok) return
  const now = new Map(read.answer.items.map(({ id, ...presence }) => [id, presence]))
  const at = <T extends UserRow>(row: T): T => withPresence(row, now.get(row.id))
  change<Answered<typeof listUsers>>(keyOf(listUsers), (answer) => ({ ...answer, items: answer.items.map(at) }))
  // The preview beside the list.
  change<Answered<typeof readUser>>(keyOf(readUser), at)
}

/** The same row where nothing changed, so that it is not drawn again. */
function withPresence<T extends UserRow>(row: T, presence: Presence | undefined): T {
  if (!presence || JSON.stringify(presence) === JSON.stringify(row.presence)) return row
  return { ...row, presence, availability: isOnline(presence) ? 'online' : 'offline' }
}

/** Changes what stands in the cache; when it was read stays as it was, since the rest of it was not read again. */
function change<A extends { answer: unknown }>(queryKey: readonly unknown[], to: (answer: A['answer']) => A['answer']) {
  for (const [key, page] of queryClient.getQueriesData<A>({ queryKey })) {
    if (!page) continue
    const updatedAt = queryClient.getQueryState(key)?.dataUpdatedAt
    queryClient.setQueryData<A>(key, { ...page, answer: to(page.answer) }, { updatedAt })
  }
}
