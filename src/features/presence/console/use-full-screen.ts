import { useEffect, useState, type RefObject } from 'react'
import { onSessionEnded } from '#src/console/api.ts'
import { onLive } from '#src/console/live.ts'

/** The whole screen for one part of the page. It is left by itself when the session ends, since signing in stands beside that part. */
export function useFullScreen(part: RefObject<HTMLElement | null>) {
  const [full, setFull] = useState(false)
  useEffect(() => {
    const follow = () => setFull(document.fullscreenElement !== null)
    const leave = () => void (document.fullscreenElement && document.exitFullscreen())
    document.addEventListener('fullscreenchange', follow)
    const stops = [onLive('session-ended', leave), onSessionEnded(leave)]
    return () => {
      document.removeEventListener('fullscreenchange', follow)
      stops.forEach((stop) => stop())
    }
  }, [])
  const toggle = () => void (full ? document.exitFullscreen() : part.current?.requestFullscreen())
  return { full, toggle, possible: document.fullscreenEnabled }
}
