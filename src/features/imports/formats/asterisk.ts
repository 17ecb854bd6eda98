import { readCallerId, readWholeName, to, toExtension, toGroups, toSite } from './cells.ts'
import { hasAll, type Format } from './format.ts'

/** Asterisk, users.conf. A section without a full name is a trunk. */
export const asterisk: Format = {
  name: 'asterisk',
  label: 'Asterisk users.conf',
  matches: hasAll('section', 'fullname'),
  reads: {
    section: toExtension,
    fullname: readWholeName,
    email: to('email'),
    context: toSite,
    callgroup: toGroups('tags', /[,&]/),
    cid_number: (text, row) => readCallerId(text, row),
    hasmanager: (text, row) => row.join('tags', /^yes$/i.test(text) ? ['hasmanager'] : []),
    hassip: (text, row) => row.set('sipOption', /^yes$/i.test(text) ? 'pbx' : ''),
  },
  leavesOut: (cell) => (cell('fullname') === '' ? 'sections without a full name' : undefined),
}
