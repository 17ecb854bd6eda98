import { useSyncExternalStore } from 'react'

/** The widths at which the list changes its shape (CONSOLE, responsive). */
export type Width = 'narrow' | 'middling' | 'wide'

const wide = '(min-width: 1280px)'
const middling = '(min-width: 960px)'

function subscribe(tell: () => void) {
  const queries = [wide, middling].map((query) => matchMedia(query))
  queries.forEach((query) => query.addEventListener('change', tell))
  return () => queries.forEach((query) => query.removeEventListener('change', tell))
}

const current = (): Width => (matchMedia(wide).matches ? 'wide' : matchMedia(middling).matches ? 'middling' : 'narrow')

export const useWidth = (): Width => useSyncExternalStore(subscribe, current)
