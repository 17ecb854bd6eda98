import { useEffect } from 'react'
import { onLive } from '#src/console/live.ts'
import { readAgain } from '#src/console/query.ts'
import { readDay } from '../../../presence/contract/board.ts'
import { onPresenceNews } from '../../../presence/console/widgets/presence-news.ts'
import { readUser } from '../../contract/endpoints.ts'

/** Reads a person again when somebody changes them, and after a break of the stream; of what they do, nothing but that. */
export function useLiveUser(id: string) {
  useEffect(() => {
    const again = () =>
      void readAgain({ predicate: ({ queryKey }) => isAbout(queryKey, id, (path) => path.startsWith(USER)) })
    const presence = () =>
      void readAgain({ predicate: ({ queryKey }) => isAbout(queryKey, id, (path) => NOW.has(path)) })
    const stops = [
      onLive('users-changed', ({ ids }) => (!ids || ids.includes(id)) && again()),
      onLive('hello', again),
      onPresenceNews((ids) => !ids || ids.includes(id), presence),
    ]
    return () => stops.forEach((stop) => stop())
  }, [id])
}

const USER = '/users/{id}'
/** What shows whether somebody is there, and what they do. */
const NOW: ReadonlySet<string> = new Set([readUser.path, readDay.path])

const isAbout = ([, path, ask]: readonly unknown[], id: string, which: (path: string) => boolean) =>
  which(String(path)) && (ask as { params?: { id?: string } } | undefined)?.params?.id === id
