import { fold } from '../../../contract/text.ts'
import type { LeadColumn } from '../contract/import.ts'

/** What headings of other systems mean, folded and without anything but letters and digits. */
const headings: Readonly<Record<string, LeadColumn>> = Object.fromEntries(
  Object.entries({
    name: ['name', 'full name', 'lead', 'lead name', 'contact', 'contact name', 'prospect', 'customer'],
    firstName: ['first name', 'given name', 'forename'],
    lastName: ['last name', 'surname', 'family name'],
    phone: ['phone', 'phone number', 'telephone', 'tel', 'mobile', 'number', 'msisdn', 'primary phone'],
    email: ['email', 'e-mail', 'email address', 'mail'],
    list: ['list', 'list name', 'campaign', 'source', 'segment'],
    externalId: ['external id', 'id', 'lead id', 'vendor lead code', 'customer id', 'crm id', 'reference'],
  } satisfies Record<LeadColumn, string[]>).flatMap(([column, words]) =>
    words.map((word) => [plain(word), column as LeadColumn]),
  ),
)

function plain(heading: string): string {
  return fold(heading).replace(/[^\p{L}\p{N}]/gu, '')
}

/** What each column is by its heading; of several that say the same the first one counts. */
export function matchColumns(header: readonly string[]): (LeadColumn | null)[] {
  const seen = new Set<LeadColumn>()
  return header.map((heading) => {
    const column = headings[plain(heading)]
    if (column === undefined || seen.has(column)) return null
    seen.add(column)
    return column
  })
}
