import { useEffect, useRef } from 'react'
import { useDensity } from '#src/console/theme/density.ts'
import type { Preferences } from '../../../preferences/contract.ts'
import type { ChangePreferences } from './preferences.ts'

/** The height of rows follows the person to another browser; wherever it is changed, it is remembered. */
export function useKeptDensity(preferences: Preferences | undefined, change: ChangePreferences) {
  const { density, setDensity } = useDensity()
  const kept = preferences?.density
  const seen = useRef(density)
  const applied = useRef(false)
  useEffect(() => {
    if (!preferences) return
    if (density !== seen.current) {
      seen.current = density
      applied.current = true
      if (density !== kept) change({ density })
    } else if (!applied.current) {
      applied.current = true
      seen.current = kept ?? density
      if (kept && kept !== density) setDensity(kept)
    }
  }, [preferences, kept, density, change, setDensity])
}
