import { fold } from '#src/contract/text.ts'
import type { FieldProps } from './field.ts'
import type { PickerOption } from './picker.tsx'
import { RemotePicker } from './remote-picker.tsx'

/** Codes that the browser can name and that are no country. */
const noCountry = new Set(['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ'])
const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

/** Every country that the browser can name, by its code of ISO 3166-1. */
const countries: readonly PickerOption[] = letters
  .flatMap((first) => letters.map((second) => first + second))
  .filter((code) => !noCountry.has(code))
  .flatMap((code) => {
    const name = regions.of(code)
    return name ? [{ value: code, label: name, detail: code }] : []
  })
  .sort((a, b) => a.label.localeCompare(b.label, 'en'))

const load = (search: string) =>
  Promise.resolve(
    countries
      .filter(({ value, label }) => fold(label).includes(fold(search)) || value === search.toUpperCase())
      .slice(0, 50),
  )

/** 'LV' → "Latvia"; a code that the browser cannot name stays as it is. */
export const countryName = (code: string): string => regions.of(code) ?? code

export type CountryPickerProps = FieldProps & {
  /** ISO 3166-1, or '' for none. */
  value: string
  onChange: (code: string) => void
  clearable?: boolean
}

export function CountryPicker({ value, onChange, clearable = true, ...field }: CountryPickerProps) {
  return (
    <RemotePicker
      {...field}
      clearable={clearable}
      load={load}
      chosen={countries.filter((country) => country.value === value)}
      onChoose={([country]) => onChange(country?.value ?? '')}
    />
  )
}
