import { useMemo, useState } from 'react'
import type { FieldProps } from './field.ts'
import { Picker, type PickerOption } from './picker.tsx'
import { useNow } from './time-text.tsx'
import { clockIn, offsetMinutes, sayOffset } from './time.ts'
import { cityOf, findZones } from './time-zones.ts'

const MOST_SHOWN = 50

export type TimeZonePickerProps = FieldProps & {
  /** IANA id, or null for none of one's own. */
  value: string | null
  onChange: (zone: string | null) => void
  /** Stands first before anything is typed: the site's zone, the browser's. */
  suggested?: readonly string[]
  placeholder?: string
  clearable?: boolean
}

/** Search by city, country or offset; each row shows the time there now: "Riga, Latvia · 14:05, UTC+2". */
export function TimeZonePicker({ value, onChange, suggested = [], ...field }: TimeZonePickerProps) {
  const [search, setSearch] = useState('')
  const now = useNow()
  const found = useMemo(() => findZones(search), [search])
  const first = search === '' ? [...new Set([...suggested, Intl.DateTimeFormat().resolvedOptions().timeZone])] : []
  const ids = [...first, ...found.map((zone) => zone.id).filter((id) => !first.includes(id))].slice(0, MOST_SHOWN)
  const asOption = (id: string): PickerOption => {
    const country = found.find((zone) => zone.id === id)?.country
    return {
      value: id,
      label: country ? `${cityOf(id)}, ${country}` : cityOf(id),
      detail: `${clockIn(id, now)}, ${sayOffset(offsetMinutes(id, now))}`,
    }
  }
  const shown = (id: string): PickerOption => ({
    value: id,
    label: `${cityOf(id)} ${clockIn(id, now)}, ${sayOffset(offsetMinutes(id, now))}`,
  })
  return (
    <Picker
      {...field}
      chosen={value === null ? [] : [shown(value)]}
      onChoose={(chosen) => onChange(chosen[0]?.value ?? null)}
      options={ids.map(asOption)}
      search={search}
      onSearch={setSearch}
      nothing="No zone has that in its city, country or offset"
      foot={found.length > MOST_SHOWN ? `${MOST_SHOWN} of ${found.length}. Go on typing to narrow them.` : undefined}
    />
  )
}
