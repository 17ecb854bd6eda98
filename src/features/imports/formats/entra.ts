import { readWholeName, to, toAddress, toBlocked, toCountry, toGroup, toJobTitle } from './cells.ts'
import { hasAll, plainKey, type Format } from './format.ts'
import type { RowDraft } from './row.ts'

/**
 * Microsoft Entra, bulk create. Labels are in the language of whoever downloaded the template, so columns are known by
 * the `[key]` in the heading alone. A line `version:v1.0` stands above the header.
 */
export const entra: Format = {
  name: 'entra',
  label: 'Microsoft Entra bulk create',
  key: (heading) => plainKey(/\[([^\]]+)\]/u.exec(heading)?.[1] ?? heading),
  matches: hasAll('userprincipalname', 'displayname'),
  reads: {
    userprincipalname: toAddress,
    displayname: readOfWhole,
    givenname: to('firstName'),
    surname: to('lastName'),
    // The column asks whether the sign-in is blocked.
    accountenabled: toBlocked,
    jobtitle: toJobTitle,
    department: toGroup('desks'),
    physicaldeliveryofficename: (text, row) => row.place('site', text),
    city: (text, row) => {
      if (row.site === undefined) row.place('site', text)
    },
    telephonenumber: to('callerIdNumber'),
    mobile: to('phone'),
    usagelocation: (text, row) => {
      row.set('timeZone', onlyZoneOf(text))
      toCountry(text, row)
    },
    country: toCountry,
  },
  ignores: ['streetaddress', 'state', 'postalcode'],
  finish: splitWhole,
}

/** The name that is displayed is shown to whom the person calls. */
export function readOfWhole(text: string, row: RowDraft) {
  row.set('callerIdName', text)
}

/** First and last name of the displayed one, where the row has neither. */
export function splitWhole(row: RowDraft) {
  const { callerIdName: whole, firstName, lastName } = row.values
  if (!whole) return
  if (!firstName && !lastName) readWholeName(whole, row)
  else noteDifference(row, whole)
}

function noteDifference(row: RowDraft, whole: string) {
  const { firstName = '', lastName = '' } = row.values
  if (!whole.includes(firstName) || !whole.includes(lastName)) {
    row.notes.push(`The display name “${whole}” and the name “${firstName} ${lastName}” differ; the second is taken.`)
  }
}

const zones = new Map<string, string>()

/** The time zone of a country (ISO 3166-1 alpha-2) that has one alone; blank for the rest, whose site then decides. */
function onlyZoneOf(country: string): string {
  if (!/^[A-Za-z]{2}$/.test(country)) return ''
  const known = zones.get(country)
  if (known !== undefined) return known
  const all =
    (new Intl.Locale('und', { region: country }) as Intl.Locale & { getTimeZones?: () => string[] }).getTimeZones?.() ??
    []
  const zone = all.length === 1 ? (all[0] ?? '') : ''
  zones.set(country, zone)
  return zone
}
