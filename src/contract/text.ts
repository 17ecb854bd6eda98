/**
 * One way to compare text, for storing and for asking, on both sides of the wire.
 * PostgreSQL's own case rules differ by platform and collation, so the folding is done here.
 */

/** Two sign-in names that fold to the same key are the same name (SPEC 4: NFKC and case-fold). */
export const signInKey = (name: string) =>
  name.normalize('NFKC').toLowerCase().toUpperCase().toLowerCase().normalize('NFKC')

const UNDECOMPOSED: Record<string, string> = {
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ı: 'i',
  ħ: 'h',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ß: 'ss',
  ŧ: 't',
  ĸ: 'k',
  ŋ: 'n',
}
const UNDECOMPOSED_LETTERS = new RegExp(`[${Object.keys(UNDECOMPOSED).join('')}]`, 'gu')

/**
 * Accents of Latin, Greek and Cyrillic, the points of Hebrew and the vowel marks of Arabic. Not every mark: those of
 * Devanagari or Thai are vowels that carry the word, and a Japanese dakuten makes another letter.
 */
const ACCENTS =
  /[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+/gu

/** Lower case, without accents, compatibility forms made plain: what search and sorting compare. */
export function fold(text: string): string {
  return (
    text
      .normalize('NFKD')
      .replace(ACCENTS, '')
      // Through capitals, so that letters with several small forms (ᲀ and в) become one.
      .toLowerCase()
      .toUpperCase()
      .toLowerCase()
      .replace(/ς/gu, 'σ')
      .replace(UNDECOMPOSED_LETTERS, (letter) => UNDECOMPOSED[letter] ?? letter)
      .normalize('NFC')
  )
}

/** Scripts written without spaces: each character is a word of its own, so that one or two of them can be found. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu

const words = (text: string) =>
  fold(text)
    .replace(UNSPACED, ' $& ')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()

/** The text that search reads: every searchable value folded, each word preceded by a space. */
export const searchText = (values: readonly (string | null | undefined)[]): string => {
  const joined = values
    .filter((v): v is string => Boolean(v))
    .map(words)
    .filter(Boolean)
    .join('  ')
  return joined === '' ? '' : ` ${joined} `
}

/**
 * The LIKE patterns of a search term (LIST-3): one for each word, and all must match, in any order. Three characters or
 * more are found anywhere; one or two are found where a word begins (any character, in scripts written without
 * spaces), which the trigram index answers as fast. Empty when the term holds nothing to look for.
 */
export const searchPatterns = (term: string): string[] =>
  term
    .split(/\s+/u)
    .map(pattern)
    .filter((p) => p !== '')
    .slice(0, 8)

function pattern(word: string): string {
  const plain = words(word)
  if (plain === '') return ''
  const escaped = plain.replace(/[\\%_]/g, '\\$&')
  const unspaced = fold(word).search(UNSPACED) === 0
  return unspaced || [...plain].length < 3 ? `% ${escaped}%` : `%${escaped}%`
}

/** The key a name sorts by, at most 200 characters: folded, so that Ångström stands beside Angstrom in every list. */
export function sortKey(...parts: (string | null | undefined)[]): string {
  const key = fold(parts.filter(Boolean).join(' ')).replace(/\s+/gu, ' ').trim()
  // By code points: half of a character cannot be stored.
  return key.length <= 200 ? key : [...key].slice(0, 200).join('').trimEnd()
}

/**
 * Whether a spreadsheet might take the text for a formula (OWASP: CSV injection), also behind blanks, in the wide forms of
 * the signs, or behind the apostrophe that makes it harmless: so that one apostrophe more can be put on and taken off again.
 */
export const isLikeFormula = (text: string): boolean => /^'*[\s\p{Cc}]*[=+\-@＝＋－＠]|^'*[\t\r\n\0]/u.test(text)

/**
 * Whether every character could be read: no half of one (a lone surrogate), nor the sign that stands for what could not be read (U+FFFD),
 * as which a half arrives in a body of JSON.
 */
export const isReadable = (text: string): boolean => text.isWellFormed() && !text.includes('\ufffd')
