/** Keeps what is on the screen in step with the jobs of the server. */
import type { QueryKey } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { onLive } from '#src/console/live.ts'
import { readAgain } from '#src/console/query.ts'

declare module '#src/console/live.ts' {
  interface LiveEvents {
    /** These jobs, or plans that are being made, went on. */
    'jobs-changed': { ids: string[] }
  }
}

/** While something moves it is also asked for by itself, lest a lost stream leave a bar standing. */
const LOOK_MILLIS = 4_000

/** Batches follow one another faster than a bar has to move. */
const PAUSE_MILLIS = 400

/** Reads again when one of these jobs goes on; `ids` undefined stands for any. `moving`: it has not ended yet. */
export function useWatched(queryKey: QueryKey, ids: readonly string[] | undefined, moving: boolean): void {
  const latest = useRef({ queryKey, ids })
  useEffect(() => {
    latest.current = { queryKey, ids }
  })
  useEffect(() => {
    let pause: ReturnType<typeof setTimeout> | undefined
    let more = false
    const again = () => {
      more = pause !== undefined
      if (more) return
      void readAgain({ queryKey: latest.current.queryKey })
      pause = setTimeout(() => {
        pause = undefined
        if (more) again()
      }, PAUSE_MILLIS)
    }
    const stops = [
      onLive('hello', again),
      onLive('jobs-changed', (event) => {
        const { ids: mine } = latest.current
        if (mine === undefined || event.ids.some((id) => mine.includes(id))) again()
      }),
      () => clearTimeout(pause),
    ]
    return () => stops.forEach((stop) => stop())
  }, [])
  useEffect(() => {
    if (!moving) return
    const timer = setInterval(() => void readAgain({ queryKey: latest.current.queryKey }), LOOK_MILLIS)
    return () => clearInterval(timer)
  }, [moving])
}
