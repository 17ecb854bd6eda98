import { first, readCallerId, readWholeName, to, toExtension, toGroup, toLanguage, toOperation } from './cells.ts'
import { hasAll, hasOneOf, type Format } from './format.ts'

const isSecondVersion = hasOneOf('devinfo_secret', 'deviceuser', 'devinfo_accountcode')

/** FreePBX 2, bulk extensions. Its first column says what is to be done with each row. */
export const freepbx2: Format = {
  name: 'freepbx-2',
  label: 'FreePBX 2 bulk extensions',
  matches: (keys) => hasAll('action', 'extension', 'name')(keys) && isSecondVersion(keys),
  surplusCells: 'expected',
  reads: {
    action: toOperation(/^(?:add|edit)$/i),
    extension: toExtension,
    name: readWholeName,
    email: (text, row) => row.set('email', first(text)),
    dictemail: (text, row) => row.offer('email', text),
    devinfo_accountcode: toGroup('businessUnits'),
    deviceuser: to('sipUsername'),
    outboundcid: readCallerId,
    langcode: toLanguage('languages'),
  },
  ignores: ['cid_masquerade'],
}
