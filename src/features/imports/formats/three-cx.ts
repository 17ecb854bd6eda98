import { to, toBlocked, toCallerId, toExtension, toGroup } from './cells.ts'
import { hasAll, type Format, type Reader } from './format.ts'

/** A right of the telephone system is no role here; who had it is gathered by a tag. */
const toTag =
  (name: string): Reader =>
  (text, row) =>
    row.join('tags', text === '1' ? [name] : [])

/** 3CX, extensions by CSV. Flags are 0 and 1; a PIN opens the voice mail and is not read. */
export const threeCx: Format = {
  name: '3cx',
  label: '3CX extensions',
  matches: hasAll('number', 'firstname', 'lastname', 'authid'),
  reads: {
    number: toExtension,
    firstname: to('firstName'),
    lastname: to('lastName'),
    emailaddress: to('email'),
    mobilenumber: to('phone'),
    authid: to('sipUsername'),
    outboundcallerid: toCallerId,
    disabled: toBlocked,
    group: toGroup('desks'),
    voipadmin: toTag('VoipAdmin'),
    sysadmin: toTag('SysAdmin'),
    reporteraccess: toTag('ReporterAccess'),
  },
}
