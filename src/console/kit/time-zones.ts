/** Every time zone that this browser knows, findable by city, country or offset. */
import { fold } from '#src/contract/text.ts'
import { offsetMinutes, sayOffset } from './time.ts'

export type Zone = {
  readonly id: string
  readonly city: string
  readonly country: string
  readonly offset: number
  readonly text: string
}

/** Browsers list some zones under the name that IANA keeps for old programs; people look for the present one. */
const RENAMED: Record<string, string> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Godthab': 'America/Nuuk',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
}

type Regional = Intl.Locale & { getTimeZones?: () => string[] | undefined; timeZones?: string[] }

let known: readonly Zone[] | undefined

/** All zones, west to east. Offsets are those of the moment of the first call. */
export function allZones(now = new Date()): readonly Zone[] {
  known ??= readZones(now)
  return known
}

function readZones(now: Date): Zone[] {
  const countries = countriesOfZones()
  const ids = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])
  return [...ids]
    .map((listed) => {
      const id = RENAMED[listed] ?? listed
      const city = cityOf(id)
      const country = countries.get(listed) ?? countries.get(id) ?? ''
      const offset = offsetMinutes(id, now)
      const said = sayOffset(offset)
      return {
        id,
        city,
        country,
        offset,
        text: fold(`${city} ${country} ${id} ${said} ${said.replace('−', '-')} ${said.replace('UTC', 'GMT')}`),
      }
    })
    .sort((a, b) => a.offset - b.offset || a.city.localeCompare(b.city))
}

/** `America/Argentina/Buenos_Aires` → "Buenos Aires". */
export const cityOf = (id: string): string => (id.split('/').at(-1) ?? id).replaceAll('_', ' ')

/** Zone to the country's name, where the browser tells which zones a region has; elsewhere countries are not found. */
function countriesOfZones(): ReadonlyMap<string, string> {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const found = new Map<string, string>()
  for (const region of letters.flatMap((a) => letters.map((b) => a + b))) {
    const name = names.of(region)
    if (name === undefined) continue
    const locale: Regional = new Intl.Locale(`und-${region}`)
    for (const zone of locale.getTimeZones?.() ?? locale.timeZones ?? []) if (!found.has(zone)) found.set(zone, name)
  }
  return found
}

/** Those that hold every word; the ones whose city begins with the search stand first. */
export function findZones(search: string, zones = allZones()): readonly Zone[] {
  const wanted = fold(search.trim())
  const words = wanted.split(/\s+/u).filter(Boolean)
  const found = zones.filter((zone) => words.every((word) => zone.text.includes(word)))
  const first = (zone: Zone) => (fold(zone.city).startsWith(wanted) ? 0 : 1)
  return wanted === '' ? found : [...found].sort((a, b) => first(a) - first(b))
}
