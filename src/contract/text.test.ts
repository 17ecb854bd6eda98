import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fold, isLikeFormula, searchPatterns, searchText, signInKey, sortKey } from './text.ts'

/** Every character that could have cases or forms: of scripts with tens of thousands of signs, none has. */
function* everyCharacter() {
  for (let c = 0x20; c <= 0x1ffff; c += 1) {
    const s = String.fromCodePoint(c)
    if (!/[\p{Ideographic}\p{Script=Hangul}\p{Cs}\p{Cn}\p{Co}]/u.test(s)) yield s
  }
}
const few = { numRuns: 100 }
const anyText = fc.string({ unit: 'grapheme', maxLength: 40 })

describe('sign-in names', () => {
  test.each([
    ['Straße', 'STRASSE'],
    ['STRAẞE', 'strasse'],
    ['oﬃce', 'OFFICE'],
    ['ＡＮＡ．ＬＩＮＤ', 'ana.lind'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['οδος', 'οδοσ'],
    ['İstanbul', 'i̇stanbul'],
    ['K', 'k'],
    ['Å', 'å'],
    ['e\u0301va', 'Éva'],
    ['ſam', 'SAM'],
    ['ꭰꭱ', 'ᎠᎡ'],
  ])('%s and %s are one name', (a, b) => expect(signInKey(a)).toBe(signInKey(b)))

  test.each([
    ['ana', 'aná'],
    ['ana', 'аna'],
    ['o', 'ø'],
    ['か', 'が'],
  ])('%s and %s are two names', (a, b) => expect(signInKey(a)).not.toBe(signInKey(b)))

  test('folding once is folding for good, whatever the normal form, for every character', () => {
    const wrong: string[] = []
    for (const c of everyCharacter()) {
      const key = signInKey(`a${c}b`)
      const forms = [key, `a${c}b`.normalize('NFD'), `a${c}b`.normalize('NFKC'), `a${c}b`.toLowerCase()]
      if (forms.some((form) => signInKey(form) !== key)) wrong.push(c)
    }
    expect(wrong).toEqual([])
  })
})

describe('search', () => {
  test('folding once is folding for good, for every character, and capitals make no difference', () => {
    const wrong: string[] = []
    // The iota below a Greek vowel is written beside it in capitals, and is an accent for us.
    const hasIota = (c: string) => c.normalize('NFD').includes('\u0345')
    for (const c of everyCharacter()) {
      const folded = fold(`a${c}b`)
      if (fold(folded) !== folded || fold(`a${c}b`.normalize('NFD')) !== folded) wrong.push(c)
      if (!hasIota(c) && fold(`a${c}b`.toUpperCase()) !== folded) wrong.push(c)
    }
    expect(wrong).toEqual([])
  })

  test.each([
    ['Bērziņa', 'berzina'],
    ['Øystein', 'oystein'],
    ['Łukasz', 'lukasz'],
    ['Weiß', 'weiss'],
    ['Đặng', 'dang'],
    ['Ἀλέξανδρος', 'αλεξανδροσ'],
    ['Ёлкин', 'елкин'],
    ['مُحَمَّد', 'محمد'],
    ['ﬁne', 'fine'],
  ])('%s is found as %s', (name, plain) => expect(fold(name)).toBe(plain))

  test.each([['हिन्दी'], ['ไทย'], ['が']])('%s keeps the marks that carry the word', (name) =>
    expect(fold(name)).toBe(name.normalize('NFC')),
  )

  test('one or two letters are found where a word begins, more anywhere, a character of Chinese or Thai wherever it is', () => {
    expect(searchPatterns('an')).toEqual(['% an%'])
    expect(searchPatterns('ana')).toEqual(['%ana%'])
    expect(searchPatterns('明')).toEqual(['% 明%'])
    expect(searchPatterns('小明')).toEqual(['% 小 明%'])
    expect(searchText(['王小明', 'Ana'])).toBe(' 王 小 明  ana ')
    expect(searchPatterns(' Ana  LIND ')).toEqual(['%ana%', '%lind%'])
    expect(searchPatterns('  ')).toEqual([])
  })

  test('what LIKE reads as a sign is searched for as it is', () => {
    expect(searchPatterns('50%_\\x')).toEqual(['%50\\%\\_\\\\x%'])
  })

  test('any part of three letters or more of any word is found, in any script', () => {
    const holds = (text: string, pattern: string) => text.includes(pattern.slice(1, -1).replace(/\\(.)/gsu, '$1'))
    fc.assert(
      fc.property(anyText, fc.nat(40), fc.nat(40), (value, a, b) => {
        const letters = [...new Intl.Segmenter().segment(value)].map((s) => s.segment)
        const part = letters.slice(Math.min(a, b), Math.max(a, b) + 1).join('')
        fc.pre([...fold(part)].length >= 3 && !/\s/u.test(fold(part)))
        for (const pattern of searchPatterns(part)) expect(holds(searchText([value]), pattern)).toBe(true)
      }),
      few,
    )
  })
})

describe('sorting', () => {
  test('accents and case make no difference', () => {
    expect(sortKey('Ångström', null, ' Åsa ')).toBe('angstrom asa')
  })

  test('a key has at most 200 characters, and never half of one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 190, maxLength: 210 }), (name) => {
        const key = sortKey(`ab${name}`, name)
        expect([...key].length).toBeLessThanOrEqual(200)
        expect(key.isWellFormed()).toBe(true)
      }),
      few,
    )
    expect(sortKey(`ab${'𐐷'.repeat(98)}`, '𐐷'.repeat(9)).isWellFormed()).toBe(true)
  })
})

test.each(['=1', ' =HYPERLINK("x")', '＝1', '\n=1', '\0+1', '+371', '@x', "'=1", "''=1", '\tx'])(
  'a spreadsheet may take %j for a formula',
  (text) => expect(isLikeFormula(text)).toBe(true),
)
test.each(['Anna', "O'Brien", "'t Hooft", 'a=b', '', ' '])('%j is no formula', (text) =>
  expect(isLikeFormula(text)).toBe(false),
)
