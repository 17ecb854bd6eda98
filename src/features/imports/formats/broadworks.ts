import { to, toGroup, toLanguage, toOperation, toSite } from './cells.ts'
import { hasAll, type Format, type Reader } from './format.ts'

const packs: Record<string, Reader> = {}
for (let n = 0; n < 10; n++)
  packs[`servicepack[${n}].servicepackname`] = (text, row) => row.join('tags', text === '' ? [] : [text])

/** The template says on its second line what may stand in each column. */
const isTypes = (cell: string | undefined) => /^(?:none\s*\|\s*)?st(?:ri|ir)ng$/i.test(cell ?? '')

/** BroadWorks, users by bulk sheet. The first column is what is to be done. */
export const broadworks: Format = {
  name: 'broadworks',
  label: 'BroadWorks users',
  matches: hasAll('operation', 'serviceproviderid', 'groupid', 'userid', 'firstname', 'lastname'),
  reads: {
    operation: toOperation(/^user\.(?:create|modify)$/i),
    serviceproviderid: toGroup('businessUnits'),
    groupid: toSite,
    userid: to('username'),
    firstname: to('firstName'),
    lastname: to('lastName'),
    emailaddress: to('email'),
    extension: to('sipExtension'),
    callinglineidfirstname: (text, row) => row.keep('first', text),
    callinglineidlastname: (text, row) => row.keep('last', text),
    callinglineidphonenumber: to('callerIdNumber'),
    mobilephonenumber: to('phone'),
    language: toLanguage('consoleLanguage'),
    timezone: to('timeZone'),
    title: to('jobTitle'),
    'accessdeviceendpoint.accessdevicecredentials.username': to('sipUsername'),
    ...packs,
  },
  leavesOut: (cell) => (isTypes(cell('userid')) && isTypes(cell('lastname')) ? 'the row of types' : undefined),
  finish: (row) => {
    row.set('callerIdName', `${row.kept('first')} ${row.kept('last')}`.trim())
    if (row.values.username?.includes('@')) row.offer('email', row.values.username)
  },
}

/** BroadWorks, call centres by bulk sheet: queues, and nobody. */
export const broadworksCallCenters: Format = {
  name: 'broadworks-call-centers',
  label: 'BroadWorks call centres, which are no people',
  matches: hasAll('operation', 'serviceproviderid', 'groupid', 'serviceuserid'),
  reads: {},
  leavesOut: () => 'call centres, which are queues',
}
