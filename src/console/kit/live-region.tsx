import { useSyncExternalStore } from 'react'

let said = { text: '', odd: false }
const listeners = new Set<() => void>()

/** Says something once to screen readers, without moving the focus. The same words twice are said twice. */
export function announce(text: string): void {
  said = { text, odd: !said.odd }
  for (const tell of listeners) tell()
}

const subscribe = (tell: () => void) => {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

/** The one polite region of the page; the shell holds it. */
export function LiveRegion() {
  const { text, odd } = useSyncExternalStore(subscribe, () => said)
  return (
    <div role="status" aria-live="polite" aria-atomic className="rc-hidden-text" data-live-region>
      {/* A no-break space at the end makes the same words another text, so that they are read again. */}
      {odd ? text : `${text}\u00a0`}
    </div>
  )
}
