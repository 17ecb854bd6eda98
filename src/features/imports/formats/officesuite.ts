import { to, toBlocked, toExtension, toLanguage } from './cells.ts'
import { hasAll, type Format, type Reader } from './format.ts'

const toTag =
  (name: string): Reader =>
  (text, row) =>
    row.join('tags', /^(?:y|yes|1|true)$/i.test(text) ? [name] : [])

/** OfficeSuite, users of a tenant by CSV. Places with a telephone stand among the people. */
export const officesuite: Format = {
  name: 'officesuite',
  label: 'OfficeSuite users',
  matches: hasAll('type', 'firstname', 'lastname', 'email', 'extension', 'cadmin'),
  reads: {
    firstname: to('firstName'),
    lastname: to('lastName'),
    email: to('email'),
    extension: toExtension,
    mobilephone: to('phone'),
    language: toLanguage('consoleLanguage'),
    // -1 withholds the number.
    outgoingclid: to('callerIdNumber', (text) => (text === '-1' ? '' : text)),
    locked: toBlocked,
    agent: toTag('Agent'),
    cadmin: toTag('CAdmin'),
    eadmin: toTag('EAdmin'),
  },
  leavesOut: (cell) => (/^location$/i.test(cell('type') ?? '') ? 'locations' : undefined),
}
