/** What the address of a page of activity narrows it to: `?from=&to=&type=&address=&text=`. */
import { useSearch } from '#src/console/routing.tsx'
import { startOf } from './days.ts'

export const narrowingNames = ['from', 'to', 'type', 'address', 'text'] as const

/** As the server is asked; days are whole ones of the zone, both ends within. */
export function useNarrowing(timeZone: string) {
  const { from, to, type, address, text } = useSearch()
  return {
    from: startOf(from, timeZone),
    to: startOf(to, timeZone, 1),
    kind: type || undefined,
    address: address || undefined,
    text: text || undefined,
  }
}
