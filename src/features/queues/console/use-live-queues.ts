import { useEffect } from 'react'
import { onLive } from '#src/console/live.ts'
import { keyOf, readAgain } from '#src/console/query.ts'
import { onPresenceNews } from '../../presence/console/widgets/presence-news.ts'
import { listQueueMembers, listQueues } from '../contract.ts'

/** Reads the queues and their members again when people change or come and go, and after a break of the stream. */
export function useLiveQueues() {
  useEffect(() => {
    const queues = () => void readAgain({ queryKey: keyOf(listQueues) })
    const both = () => {
      queues()
      void readAgain({ queryKey: keyOf(listQueueMembers) })
    }
    const stops = [onLive('users-changed', both), onLive('hello', both), onPresenceNews(() => true, queues)]
    return () => stops.forEach((stop) => stop())
  }, [])
}
