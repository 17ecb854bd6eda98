import { useEffect, useState } from 'react'

type Meter = typeof import('./strength.ts')

/** Undefined until it is there, and where it cannot be fetched: the rules hold without it. */
export function useStrength(wanted: boolean): Meter | undefined {
  const [meter, setMeter] = useState<Meter>()
  useEffect(() => {
    if (!wanted || meter) return
    let gone = false
    import('./strength.ts').then(
      (loaded) => !gone && setMeter(loaded),
      () => undefined,
    )
    return () => void (gone = true)
  }, [wanted, meter])
  return meter
}
