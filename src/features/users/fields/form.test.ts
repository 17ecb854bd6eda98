/** What each field of SPEC 4 takes and refuses by its form, on both sides of the wire. */
import { describe, expect, test } from 'vitest'
import { fieldNames, fields, type FieldName, type FieldValues } from './catalogue.ts'
import { checkTogether } from './check.ts'

const fault = (field: FieldName, value: unknown): string | null => {
  const { success, error } = fields[field].schema.safeParse(value)
  return success ? null : error.issues.map((i) => (i.code === 'unrecognized_keys' ? i.keys.join() : i.message)).join()
}
const long = (length: number, letter = 'é') => letter.repeat(length)

const taken: [FieldName, unknown[]][] = [
  ['username', ['a', 'ana.lind', 'Ана Линд', '王小明', long(64, '😀'), 'a\u00a0b', 'ana@nordlys.example']],
  ['firstName', [null, 'X Æ A-12', "O'Brien", 'ნინო', 'مُحَمَّد', long(100)]],
  ['lastName', [null, ' von Humboldt', long(100, '𐐷')]],
  ['email', ['ana@example.com', 'a.b+c@sub.example.co', 'ünï@пример.рф', `${long(64, 'a')}@example.com`]],
  ['oauthEmail', [null, 'ana@gmail.com']],
  [
    'timeZone',
    [null, 'UTC', 'Europe/Riga', 'America/Argentina/Buenos_Aires', 'Asia/Calcutta', 'Asia/Kolkata', 'Etc/GMT+5'],
  ],
  ['languages', [[], ['lv'], ['pt-BR', 'zh-Hant', 'sr-Latn-RS', 'es-419', 'de-CH-1996', 'yue']]],
  ['consoleLanguage', [null, 'en', 'lv']],
  ['callerIdName', [null, 'Nordlys Support', 'Ōtautahi 24/7', long(80)]],
  ['callerIdNumber', [null, '+37120000000', '+8001234567']],
  ['phone', [null, '+14155550100']],
  ['virtualExtension', [null, '0', '0042', long(20, '7')]],
  ['sipExtension', [null, 'dynamic', '204']],
  [
    'sipUri',
    [
      null,
      'sip:ana@pbx.example.com',
      'SIPS:ana@pbx.example.com:5061;transport=tls',
      'sip:pbx',
      'sip:a%20b@[2001:db8::1]:65535',
    ],
  ],
  ['sipUsername', [null, 'ana.lind_2+x-y']],
  ['sipOption', [null, 'custom_uri', 'webrtc', 'pbx']],
  ['autoDial', ['off', 'preview', 'progressive', 'predictive']],
  ['caldavServer', [null, 'https://cal.example.com', 'https://cal.example.com/dav/ana']],
  ['notes', [null, 'one\ntwo\r\n\tthree', long(5000)]],
  [
    'roles',
    [
      [{ id: 1 }],
      [
        { id: 1, sites: [2, 3] },
        { id: 2, desks: [4], sites: null },
      ],
    ],
  ],
  ['skills', [[], [{ id: 1 }, { id: 2, level: 5 }, { id: 3, level: null }]]],
  ['desks', [[], [1, 2]]],
  ['custom', [{}, { team_name: 'Blue', age: 3, certified: false, old: null }]],
  ['tags', [[], [1]]],
  ['businessUnits', [[], [3]]],
  ['agentGroups', [[], [2, 1]]],
  ['site', [1]],
  ['sipPbx', [null, 1]],
  ['superuser', [true, false]],
  ['active', [true, false]],
  ['assignLeads', [true, false]],
  ['useAddressList', [true, false]],
  ['sipPassword', [null, 's3cret of a telephone']],
  ['caldavSecret', [null, 's3cret of a calendar']],
  ['caldavUser', [null, 'ana@example.com', long(255)]],
  ['kerberosLogin', [null, 'ana@EXAMPLE.COM', long(255)]],
  ['externalId', [null, 'E-0042', long(100)]],
  ['jobTitle', [null, 'Agent, 2nd line', long(100)]],
]

const refused: [FieldName, unknown, RegExp][] = [
  ['username', '', /blank/],
  ['username', '   ', /blank/],
  ['username', null, /text/],
  ['username', long(65), /longer than 64/],
  ['username', ' ana', /space/],
  ['username', 'ana\u00a0', /space/],
  ['username', 'a\tb', /control/],
  ['username', 'a\u0000b', /control/],
  ['username', 'a\u0085b', /control/],
  ['username', 'a\u2028b', /control/],
  ['username', 'a\ud800b', /half a character/],
  ['firstName', '', /Leave it out/],
  ['firstName', long(101), /longer than 100/],
  ['lastName', 'two\nlines', /line break/],
  ['lastName', 'bell\u0007', /control/],
  ['email', 'ana', /e-mail address/],
  ['email', 'ana@localhost', /e-mail address/],
  ['email', 'ana@', /e-mail address/],
  ['email', '@example.com', /e-mail address/],
  ['email', 'ana@example..com', /e-mail address/],
  ['email', '.ana@example.com', /e-mail address/],
  ['email', 'a..b@example.com', /e-mail address/],
  ['email', 'ana.@example.com', /e-mail address/],
  ['email', 'ana lind@example.com', /e-mail address/],
  ['email', 'ana@ex@ample.com', /e-mail address/],
  ['email', '"ana"@example.com', /e-mail address/],
  ['email', 'Ana <ana@example.com>', /e-mail address/],
  ['email', 'ana@-example.com', /e-mail address/],
  ['email', 'ana@example.123', /e-mail address/],
  ['email', `${long(65, 'a')}@example.com`, /e-mail address/],
  ['email', `${long(64, 'é')}@${long(60, 'é')}.${long(60, 'é')}.com`, /254 bytes/],
  ['oauthEmail', 'nobody', /e-mail address/],
  ['timeZone', 'Mars/Olympus', /IANA/],
  ['timeZone', 'europe/riga', /IANA/],
  ['timeZone', 'Europe/riga', /IANA/],
  ['timeZone', '+02:00', /IANA/],
  ['timeZone', 'GMT+2', /IANA/],
  ['timeZone', '', /IANA/],
  ['languages', ['english'], /BCP 47/],
  ['languages', ['pt-br'], /BCP 47/],
  ['languages', ['EN'], /BCP 47/],
  ['languages', ['en_US'], /BCP 47/],
  ['languages', ['i-klingon'], /BCP 47/],
  ['languages', ['lv', 'lv'], /twice/],
  ['languages', Array.from({ length: 21 }, (_, i) => `a${String.fromCharCode(97 + i)}`), /At most 20/],
  ['languages', 'lv', /list/],
  ['consoleLanguage', 'xx-', /BCP 47/],
  ['callerIdName', long(81), /longer than 80/],
  ['callerIdName', 'Evil"<sip:x@y>', /cannot hold/],
  ['callerIdName', 'a\u001b[31m', /control/],
  ['callerIdNumber', '20000000', /international/],
  ['callerIdNumber', '+371 2000 0000', /international/],
  ['callerIdNumber', '+0123456789', /international/],
  ['phone', '+1234567890123456', /international/],
  ['phone', '＋37120000000', /international/],
  ['virtualExtension', 'x12', /digits/],
  ['virtualExtension', '', /digits/],
  ['virtualExtension', '٣٤', /digits/],
  ['virtualExtension', long(21, '1'), /at most 20/],
  ['sipExtension', 'Dynamic', /dynamic/],
  ['sipUri', 'http://example.com', /SIP URI/],
  ['sipUri', 'sip:', /SIP URI/],
  ['sipUri', 'sip:ana:secret@pbx.example.com', /SIP URI/],
  ['sipUri', 'sip:ana@pbx.example.com?subject=x', /SIP URI/],
  ['sipUri', 'sip:ana@pbx.example.com:70000', /SIP URI/],
  ['sipUri', 'sip:ana@[::::]', /SIP URI/],
  ['sipUri', 'sip:a%zz@pbx', /SIP URI/],
  ['sipUri', 'sip:a b@pbx', /SIP URI/],
  ['sipUri', 'sip:a@pbx\r\nVia: x', /SIP URI/],
  ['sipUsername', 'ana lind', /letters, digits/],
  ['sipPassword', '', /1 to 4,096/],
  ['sipPassword', long(4097, 'x'), /1 to 4,096/],
  ['sipOption', 'fax', /custom_uri, webrtc or pbx/],
  ['autoDial', 'on', /off, preview/],
  ['autoDial', null, /off, preview/],
  ['caldavServer', 'http://cal.example.com', /https/],
  ['caldavServer', 'https://ana:pw@cal.example.com', /https/],
  ['notes', long(5001), /longer than 5000/],
  ['notes', 'a\u0008b', /control/],
  ['roles', [], /at least one role/],
  ['roles', [{ id: 1 }, { id: 1, sites: [1] }], /twice/],
  ['roles', [{ id: 1, sites: [] }], /Name a site/],
  ['roles', [{ id: 1, permissions: ['users.read'] }], /permissions/],
  ['skills', [{ id: 1, level: 6 }], /1 to 5/],
  ['skills', [{ id: 1, level: 0 }], /1 to 5/],
  ['skills', [{ id: 1, level: 2.5 }], /1 to 5/],
  ['skills', [{ id: 1 }, { id: 1 }], /twice/],
  ['desks', [1, 1], /twice/],
  ['tags', [0], /positive/],
  ['agentGroups', [2147483648], /no such id/],
  ['businessUnits', ['1'], /whole number/],
  ['site', '1', /whole number/],
  ['superuser', 'yes', /true or false/],
  ['active', 1, /true or false/],
  ['custom', { 'Bad Key': 1 }, /key of a custom field/],
  ['custom', { team: ['x'] }, /text, a number or yes\/no/],
  ['custom', { team: 'a\u0000' }, /control|text, a number/],
  ['custom', 'x', /object/],
]

describe('what a field takes', () => {
  test.each(taken)('%s', (field, values) => {
    for (const value of values) expect([value, fault(field, value)]).toEqual([value, null])
  })
})

describe('what a field refuses, with how to mend it', () => {
  test.each(refused)('%s %j', (field, value, why) => expect(fault(field, value)).toMatch(why))
})

test('of no field is anything put in where it is left out, and what is given stays as it is', () => {
  for (const [field, values] of taken) {
    for (const value of values) expect(fields[field].schema.parse(value)).toEqual(value)
    expect(fields[field].schema.safeParse(undefined).success).toBe(false)
  }
  expect(taken.map(([field]) => field).sort()).toEqual([...fieldNames].sort())
})

describe('what fields must satisfy together', () => {
  const faults = (values: Partial<FieldValues>) => checkTogether(values).map((f) => f.field)
  const email = 'ana@example.com'

  test('a username with @ is the own e-mail or none, also when the @ is a full-width one', () => {
    expect(faults({ username: 'ana@example.com', email })).toEqual([])
    expect(faults({ username: 'ANA＠Example.com', email })).toEqual([])
    expect(faults({ username: 'boss@example.com', email })).toEqual(['username'])
    expect(faults({ username: 'boss＠example.com', email })).toEqual(['username'])
    expect(faults({ username: 'boss﹫example.com', email })).toEqual(['username'])
    expect(faults({ username: 'ana@example.com' })).toEqual(['username'])
  })

  test('a custom URI needs the URI; a PBX account needs the PBX and an extension or "dynamic"', () => {
    expect(faults({ sipOption: 'custom_uri' })).toEqual(['sipUri'])
    expect(faults({ sipOption: 'custom_uri', sipUri: 'sip:a@b' })).toEqual([])
    expect(faults({ sipOption: 'pbx' })).toEqual(['sipPbx', 'sipExtension'])
    expect(faults({ sipOption: 'pbx', sipPbx: 1, sipExtension: 'dynamic' })).toEqual([])
    expect(faults({ sipOption: 'webrtc' })).toEqual([])
  })
})
