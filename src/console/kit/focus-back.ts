import { useLayoutEffect } from 'react'

/** A layer that fades keeps the focus until it is gone. */
const AFTER_FADING_MS = 250

/**
 * Gives the focus back to whatever had it when a layer opened, also where the layer is drawn already open and is gone
 * at once, which Mantine's own return does not see. Somebody who has moved on meanwhile keeps the focus.
 */
export function useFocusBack(opened: boolean): void {
  useLayoutEffect(() => {
    if (!opened) return
    const before = document.activeElement
    return () => {
      const giveBack = givesBack(before)
      requestAnimationFrame(giveBack)
      setTimeout(giveBack, AFTER_FADING_MS)
    }
  }, [opened])
}

/** Gives the focus to this element where it is lost; asked later, of the page of that time, which may be gone by then. */
export function givesBack(to: Element | null | undefined): () => void {
  if (!(to instanceof HTMLElement)) return () => undefined
  const page = to.ownerDocument
  return () => {
    if (page.activeElement === page.body) to.focus()
  }
}
