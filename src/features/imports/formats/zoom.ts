import { parts, to, toGroup, toJobTitle, toSite } from './cells.ts'
import { hasAll, type Format } from './format.ts'
import { wordKey } from './words.ts'

/** Zoom, users by CSV. */
export const zoom: Format = {
  name: 'zoom',
  label: 'Zoom users',
  key: wordKey,
  matches: hasAll('email', 'firstname', 'lastname', 'usergroup'),
  reads: {
    email: (text, row) => {
      row.set('username', text)
      row.set('email', text)
    },
    firstname: to('firstName'),
    lastname: to('lastName'),
    department: toGroup('desks'),
    jobtitle: toJobTitle,
    location: toSite,
    usergroup: (text, row) => row.join('tags', parts(text, /[,;|]/)),
    phonenumber: to('phone'),
    extension: to('sipExtension'),
    extensionnumber: to('sipExtension'),
  },
  ignores: ['usertype', 'license', 'costcenter', 'company', 'manager', 'pronouns'],
}
