/** Why a row matched: where the words of a search stand in what it shows, found the way the server finds them. */
import { fold, searchPatterns } from '#src/contract/text.ts'

export type Piece = { readonly text: string; readonly hit: boolean }

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** The words of a search, folded, as LIKE patterns without their signs; `% an%` is found only where a word begins. */
const wantedOf = (search: string) =>
  searchPatterns(search).map((pattern) => ({
    begins: pattern.startsWith('% '),
    // A space inside comes from scripts written without spaces, where each character is a word.
    text: pattern
      .replace(/^% ?|%$/g, '')
      .replace(/\\([\\%_])/g, '$1')
      .replaceAll(' ', ''),
  }))

/** Whether one of the searched words stands in the text. */
export const matches = (text: string, search: string): boolean => pieces(text, search).some((piece) => piece.hit)

/** The text cut where the searched words begin and end, whatever the case and accents. */
export function pieces(text: string, search: string): readonly Piece[] {
  const wanted = wantedOf(search)
  if (wanted.length === 0 || text === '') return [{ text, hit: false }]
  const { folded, origin, parts } = foldWithOrigin(text)
  const hit = parts.map(() => false)
  for (const { text: word, begins } of wanted) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
      if (begins && !beginsWord(folded, at)) continue
      for (let i = at; i < at + word.length; i++) hit[origin[i]!] = true
    }
  }
  return joined(parts, hit)
}

/** Folding changes lengths (ß → ss), so each folded character remembers the grapheme that it came from. */
function foldWithOrigin(text: string) {
  const parts = Array.from(graphemes.segment(text), ({ segment }) => segment)
  const origin: number[] = []
  let folded = ''
  parts.forEach((part, index) => {
    const plain = fold(part)
    folded += plain
    origin.push(...Array<number>(plain.length).fill(index))
  })
  return { folded, origin, parts }
}

const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const beginsWord = (folded: string, at: number) =>
  at === 0 || /\s/u.test(folded[at - 1]!) || UNSPACED.test(folded.slice(at - 1, at + 1))

function joined(parts: readonly string[], hit: readonly boolean[]): Piece[] {
  const result: { text: string; hit: boolean }[] = []
  parts.forEach((text, index) => {
    const last = result.at(-1)
    if (last && last.hit === hit[index]) last.text += text
    else result.push({ text, hit: hit[index]! })
  })
  return result
}

type Searched = {
  readonly firstName: string | null
  readonly lastName: string | null
  readonly username: string
  readonly email: string
  readonly extension?: string | null
}
export type Reason = { readonly label: string; readonly text: string }

/**
 * What else to show of a row so that it is clear why it matched: each searched word that the name and the username do
 * not hold. What no shown value holds can only be the caller ID, which a row does not carry.
 */
export function furtherReasons(row: Searched, search: string): readonly Reason[] {
  const name = [row.firstName, row.lastName].filter(Boolean).join(' ')
  const reasons = new Map<string, Reason>()
  for (const word of search.split(/\s+/u).filter((w) => searchPatterns(w).length > 0)) {
    if (matches(name, word) || matches(row.username, word)) continue
    const reason = matches(row.email, word)
      ? { label: 'E-mail', text: row.email }
      : row.extension && matches(row.extension, word)
        ? { label: 'Extension', text: row.extension }
        : { label: 'Caller ID', text: '' }
    reasons.set(reason.label, reason)
  }
  return [...reasons.values()]
}
