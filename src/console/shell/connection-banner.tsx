import { useSyncExternalStore } from 'react'
import { Banner } from '../kit/banner.tsx'

let lostAt: Date | undefined

const subscribe = (tell: () => void) => {
  const note = () => {
    lostAt = navigator.onLine ? undefined : new Date()
    tell()
  }
  window.addEventListener('online', note)
  window.addEventListener('offline', note)
  return () => {
    window.removeEventListener('online', note)
    window.removeEventListener('offline', note)
  }
}

/** "You're offline. Showing 14:05 data." */
export function ConnectionBanner() {
  const since = useSyncExternalStore(subscribe, () => lostAt)
  if (!since) return null
  const clock = since.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  return (
    <Banner kind="warning">
      You’re offline. Showing {clock} data; changes can be saved once the connection is back.
    </Banner>
  )
}
