import { describe, expect, test } from 'vitest'
import { checkNewPassword } from './rules.ts'
import { breached, commonPasswords, johns } from './service/common-passwords.ts'

const ana = { username: 'ana.lind', email: 'ana.lind@nordlys.example', name: 'Ana Lind', tenant: 'Nordlys' }
const common = commonPasswords()
const codes = (password: string, least = 15) =>
  checkNewPassword(password, ana, { least, common }).map((fault) => fault.code)

describe('a new password', () => {
  test.each([
    ['fifteen characters', 'quiet lamps, 15'],
    ['64 characters', 'correct horse battery staple '.repeat(3).slice(0, 64)],
    ['128 characters', 'lantern gravel otter nine harbour quiet seven drums valley '.repeat(3).slice(0, 128)],
    ['spaces, emoji and any script', '🦊 лиса и 狐狸 in the snow'],
    ['S2 one kind of character alone', 'quietlanternsofriga'],
    ['a name among other words', 'Ana keeps seven lanterns'],
    ['a common word among others', 'dragon monkey shadow'],
    ['a common word with much that is not', 'dragon 4891 6203 77'],
  ])('S1 S2 takes %s', (_, password) => expect(codes(password)).toEqual([]))

  test.each([
    ['fourteen characters', 'quiet lamps 14', ['too-short']],
    [
      '129 characters',
      'lantern gravel otter nine harbour quiet seven drums valley '.repeat(3).slice(0, 129),
      ['too-long'],
    ],
    ['fourteen emoji, which are 28 code units', '🦊🐙🦉🐝🦔🐢🦩🐬🦜🐌🦋🐞🦎🐡', ['too-short']],
    ['half a character', 'quiet lamps, 15\ud83e', ['half-character']],
    ['one character repeated', 'aaaaaaaaaaaaaaaaaa', ['repetition']],
    ['a short unit repeated', 'qwertyqwertyqwerty', ['repetition']],
    ['the top of a list', 'qwerty123456789', ['common']],
    ['a common word twice', 'passwordPassword', ['common']],
    ['a common word that counts on', 'password1234567', ['common']],
    ['a common word in disguise', '!!!P@$$w0rd-2026!!!', ['common']],
    ['counting', '1234567890123456', ['repetition']],
    ['the alphabet', 'abcdefghijklmnopq', ['repetition']],
    ['the own name over and over', 'Ana Lind Ana Lind!', ['own-words']],
    ['the username with a year', 'ana.lind ana.lind 2026', ['own-words']],
    ['the address', 'ana.lind@nordlys.example', ['own-words']],
    ['the company', 'NORDLYS-nordlys-1', ['own-words']],
    ['the product', 'RollcallRollcall123', ['own-words']],
  ] as const)('S1 S4 refuses %s', (_, password, expected) => expect(codes(password)).toEqual(expected))

  test.each([15, 8])(
    'S4 refuses every word of John’s list and of the top of breaches, at least %i long, with a reason',
    (least) => {
      const words = [...johns(), ...breached()]
      expect(johns()).toHaveLength(3545)
      expect(breached().length).toBeGreaterThan(3000)
      const taken = words.filter((word) => codes(word, least).length === 0)
      expect(taken).toEqual([])
      for (const { message } of words.flatMap((word) => checkNewPassword(word, ana, { least, common })))
        expect(message).toMatch(/\.$/)
    },
  )

  test('S1 takes eight characters where a second step is required, and never seven', () => {
    expect(codes('tin lamps', 8)).toEqual([])
    expect(codes('tin lam', 8)).toEqual(['too-short'])
    expect(codes('garfield', 8)).toEqual(['common'])
  })

  test('says how to mend it', () => {
    expect(checkNewPassword('short')[0]!.message).toContain('5 of at least 15')
  })
})
