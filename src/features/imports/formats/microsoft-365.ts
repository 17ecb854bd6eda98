import { to, toAddress, toCountry, toGroup, toJobTitle, toSite } from './cells.ts'
import { hasAll, hasOneOf, type Format } from './format.ts'
import { readOfWhole, splitWhole } from './entra.ts'
import { wordKey } from './words.ts'

/** Microsoft 365 admin centre, several users by CSV; its headings also come in snake_case. */
export const microsoft365: Format = {
  name: 'microsoft-365',
  label: 'Microsoft 365 admin centre',
  key: wordKey,
  matches: (keys) =>
    hasAll('firstname', 'lastname', 'displayname', 'officenumber', 'officephone')(keys) &&
    hasOneOf('username', 'email')(keys),
  reads: {
    username: toAddress,
    email: toAddress,
    firstname: to('firstName'),
    lastname: to('lastName'),
    displayname: readOfWhole,
    jobtitle: toJobTitle,
    department: toGroup('desks'),
    officenumber: toSite,
    city: (text, row) => {
      if (row.site === undefined) toSite(text, row)
    },
    officephone: to('callerIdNumber'),
    mobilephone: to('phone'),
    countryorregion: toCountry,
    countryregion: toCountry,
  },
  ignores: ['fax', 'address', 'stateorprovince', 'stateprovince', 'ziporpostalcode', 'zip'],
  finish: splitWhole,
}
