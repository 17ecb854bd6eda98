import type { QueryKey } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { onLive } from '#src/console/live.ts'
import { readAgain } from '#src/console/query.ts'

/** After news of people a plan is asked how many of its own they were, once a calm moment has come. */
const CALM_MILLIS = 1_500

/** Reads a plan again when people change, and when it expires; `expiresAt` undefined while neither matters. */
export function useMoved(queryKey: QueryKey, expiresAt: string | undefined): void {
  const key = useRef(queryKey)
  useEffect(() => {
    key.current = queryKey
  })
  useEffect(() => {
    if (expiresAt === undefined) return
    const again = () => void readAgain({ queryKey: key.current })
    let calm: ReturnType<typeof setTimeout> | undefined
    const expiry = setTimeout(again, Date.parse(expiresAt) - Date.now() + 500)
    const stop = onLive('users-changed', () => {
      clearTimeout(calm)
      calm = setTimeout(again, CALM_MILLIS)
    })
    return () => {
      stop()
      clearTimeout(calm)
      clearTimeout(expiry)
    }
  }, [expiresAt])
}
