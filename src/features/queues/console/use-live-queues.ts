import { useEffect } from 'react'
import { onLive } from '#src/console/live.ts'
import { keyOf, readAgain } from '#src/console/query.ts'
import { listQueueMembers, listQueues } from '../contract.ts'

/** Reads the queues and their members again when people change, and after a break of the stream. */
export function useLiveQueues() {
  useEffect(() => {
    const again = () => {
      for (const endpoint of [listQueues, listQueueMembers]) void readAgain({ queryKey: keyOf(endpoint) })
    }
    const stops = [onLive('users-changed', again), onLive('hello', again)]
    return () => stops.forEach((stop) => stop())
  }, [])
}
