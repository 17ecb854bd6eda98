import { getCountries } from 'libphonenumber-js'

const names = new Intl.DisplayNames('en', { type: 'region' })
const byName = new Map(getCountries().map((code) => [(names.of(code) ?? code).toLowerCase(), code]))
const codes = new Set<string>(getCountries())

/** ISO 3166-1 alpha-2 of a country written as its code or its English name; blank for anything else. */
export function codeOfCountry(text: string): string {
  const code = text.trim().toUpperCase()
  if (codes.has(code)) return code
  if (/^(?:usa|united states of america)$/i.test(text.trim())) return 'US'
  return byName.get(text.trim().toLowerCase()) ?? ''
}
