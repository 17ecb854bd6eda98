import { useSyncExternalStore } from 'react'

export const densities = { compact: 'Compact', regular: 'Regular', roomy: 'Roomy' } as const
export type Density = keyof typeof densities

const listeners = new Set<() => void>()
const current = (): Density => {
  const named = document.documentElement.dataset['density']
  return named === 'compact' || named === 'roomy' ? named : 'regular'
}

function setDensity(density: Density) {
  document.documentElement.dataset['density'] = density
  try {
    localStorage.setItem('rollcall-density', density)
  } catch {
    // Storage is blocked: the choice holds for this page.
  }
  for (const tell of listeners) tell()
}

function subscribe(tell: () => void) {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

/** Height of rows: 36, 44 or 56 px, as `--rc-row` in CSS. */
export const useDensity = () => ({ density: useSyncExternalStore(subscribe, current), setDensity })
