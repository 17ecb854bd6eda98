import { useEffect } from 'react'
import { onLive } from '#src/console/live.ts'
import { keyOf, readAgain, useAnswer } from '#src/console/query.ts'
import type { Search } from '#src/console/routing.tsx'
import { readBoard } from '../contract/board.ts'
import { onPresenceNews } from './widgets/presence-news.ts'

/** In the address a filter stands as in the list of users: `site=any:1,2`. */
export const idsOf = (filter: string | undefined): string | undefined => /^(?:any:)?([\d,]+)$/.exec(filter ?? '')?.[1]

/** The board of the sites and desks that the address names, read again whenever somebody does something else. */
export function useBoard({ site, desk }: Search) {
  const [sites, desks] = [idsOf(site), idsOf(desk)]
  const query = { ...(sites ? { site: sites } : {}), ...(desks ? { desk: desks } : {}) }
  const { data, error, refetch, dataUpdatedAt } = useAnswer(readBoard, { query }, { keepPrevious: true, staleTime: 0 })
  useEffect(() => {
    const again = () => void readAgain({ queryKey: keyOf(readBoard) })
    const stops = [onPresenceNews(() => true, again), onLive('users-changed', again)]
    return () => stops.forEach((stop) => stop())
  }, [])
  const board = data?.answer
  return {
    board,
    error,
    refetch: () => void refetch(),
    /** By how many milliseconds the server’s clock is ahead of this one. */
    ahead: board ? Date.parse(board.at) - dataUpdatedAt : 0,
  }
}
