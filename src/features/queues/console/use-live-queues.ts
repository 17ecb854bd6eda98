import { useEffect } from 'react'
import { onLive } from '#src/console/live.ts'
import { keyOf, readAgain } from '#src/console/query.ts'
import { onPresenceNews } from '../../presence/console/widgets/presence-news.ts'
import { listQueueMembers, listQueues } from '../contract.ts'

/** Who is available changes all the time; it is counted again this often at most. */
const EVERY_MS = 5_000

/** Reads the queues and their members again when people change or come and go, and after a break of the stream. */
export function useLiveQueues() {
  useEffect(() => {
    const queues = () => void readAgain({ queryKey: keyOf(listQueues) })
    const both = () => {
      queues()
      void readAgain({ queryKey: keyOf(listQueueMembers) })
    }
    let timer: ReturnType<typeof setTimeout> | undefined
    const soon = () => {
      timer ??= setTimeout(() => {
        timer = undefined
        queues()
      }, EVERY_MS)
    }
    const stops = [onLive('users-changed', both), onLive('hello', both), onPresenceNews(() => true, soon)]
    return () => {
      stops.forEach((stop) => stop())
      clearTimeout(timer)
    }
  }, [])
}
