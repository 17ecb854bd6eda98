import { useEffect, useState, type RefObject } from 'react'

/** Whether something is wider than its frame; watched, since columns and windows change. */
export function useOverflow(frame: RefObject<HTMLElement | null>): boolean {
  const [overflows, setOverflows] = useState(false)
  useEffect(() => {
    const element = frame.current
    const inner = element?.firstElementChild
    if (!element || !inner) return
    const watcher = new ResizeObserver(() => setOverflows(inner.scrollWidth > element.clientWidth + 1))
    watcher.observe(element)
    watcher.observe(inner)
    return () => watcher.disconnect()
  }, [frame])
  return overflows
}
