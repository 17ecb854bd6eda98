import { parts, readWholeName, to, toGroup, toLanguage } from './cells.ts'
import { hasAll, type Format } from './format.ts'
import type { RowDraft } from './row.ts'

/** Accounts under which the dialer itself works. */
const SERVICE = /^VD(?:AD|CL)$/i

/** Levels 1 to 9, of which 7 and above manage others, and 9 everything. */
function toRole(text: string, row: RowDraft) {
  const level = Number(text)
  row.give(text === '' || Number.isNaN(level) ? [] : [level >= 9 ? 'Administrator' : level >= 7 ? 'Manager' : 'Agent'])
}

const toTag = (text: string, row: RowDraft) => row.join('tags', text === '' ? [] : [text])

/** VICIdial, a dump of `vicidial_users`. */
export const vicidial: Format = {
  name: 'vicidial',
  label: 'VICIdial users',
  matches: hasAll('user', 'full_name', 'user_level', 'user_group'),
  blanks: ['NULL', '\\N'],
  reads: {
    user: to('username'),
    full_name: readWholeName,
    email: to('email'),
    active: to('active'),
    user_level: toRole,
    user_group: toGroup('desks'),
    territory: toGroup('businessUnits'),
    // ` SALES SUPPORT -`: names apart by blanks, and a hyphen at the end.
    closer_campaigns: (text, row) =>
      row.learn(
        parts(text, /\s+/u)
          .filter((name) => name !== '-')
          .map((name) => ({ name })),
      ),
    custom_one: toTag,
    custom_two: toTag,
    custom_three: toTag,
    custom_four: toTag,
    custom_five: toTag,
    phone_login: to('sipUsername'),
    user_code: to('externalId'),
    mobile_number: to('phone'),
    selected_language: toLanguage('consoleLanguage'),
  },
  leavesOut: (cell) => (SERVICE.test(cell('user') ?? '') ? 'service accounts of the dialer' : undefined),
}
