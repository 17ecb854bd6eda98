import { to, toExtension, toJobTitle, toSite } from './cells.ts'
import { hasAll, type Format } from './format.ts'

/** Switchvox, extensions by CSV. All its passwords are in clear text, so none of those columns is read. */
export const switchvox: Format = {
  name: 'switchvox',
  label: 'Switchvox extensions',
  matches: hasAll('ext', 'fname', 'lname', 'email'),
  reads: {
    ext: toExtension,
    fname: to('firstName'),
    lname: to('lastName'),
    email: to('email'),
    title: toJobTitle,
    location: toSite,
    mac_address: to('notes', (address) => `MAC address ${address}`),
  },
}
