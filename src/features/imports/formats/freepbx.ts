import { readCallerId, readWholeName, to, toGroup } from './cells.ts'
import { hasAll, type Format } from './format.ts'

/**
 * FreePBX 13 and later, Bulk Handler, extensions. Headings come in either case and some stand twice; the options of
 * the voice mail hold commas that nobody quotes, so that rows run past the header.
 */
export const freepbx: Format = {
  name: 'freepbx',
  label: 'FreePBX extensions',
  matches: hasAll('extension', 'name', 'tech', 'voicemail_enable'),
  surplusCells: 'expected',
  reads: {
    extension: (text, row) => {
      if (text === '')
        row.refuse(
          'username',
          'no-extension',
          'The row has no extension, so it is nobody’s. Give one, or take the row out.',
        )
      row.set('username', text)
      row.set('sipExtension', text)
      row.offer('sipUsername', text)
    },
    name: readWholeName,
    voicemail_email: to('email'),
    accountcode: toGroup('businessUnits'),
    namedcallgroup: (text, row) =>
      row.join(
        'tags',
        text
          .split(/[,|&]/)
          .map((name) => name.trim())
          .filter((name) => name !== ''),
      ),
    outboundcid: readCallerId,
    tech: (text, row) => row.set('sipOption', /^(pj)?sip$/i.test(text) ? 'pbx' : ''),
    id: (text, row) => {
      row.set('externalId', text)
      row.offer('sipUsername', text)
    },
    defaultuser: to('sipUsername'),
    languages_language: to('languages'),
    findmefollow_grplist: (text, row) => {
      if (text !== '') row.remark(`Follow me: ${text}`)
    },
  },
}
