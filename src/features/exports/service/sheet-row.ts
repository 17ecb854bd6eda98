/** A row of a sheet as XML, from bytes and without a text for each cell; every cell as text (S36). */
import { isLikeFormula } from '../../../contract/text.ts'
import type { Page } from './page.ts'
import { beginningOf, begins, type RowWriter } from './rows.ts'
import { cellStyles, lettersOf } from './workbook.ts'

/** Characters of a cell, at most. */
const MOST_CHARACTERS = 32_767
const [PLUS, APOSTROPHE, LOW_LINE, X] = [..."+'_x"].map((character) => character.charCodeAt(0)) as [
  number,
  number,
  number,
  number,
]
const [ROW, ROW_END, CELL_END] = ['<row r="', '</row>', '</t></is></c>'].map((xml) => Buffer.from(xml)) as [
  Buffer,
  Buffer,
  Buffer,
]
const TAG_END = Buffer.from('">')

/** A byte that must be looked at as a character: of what XML means something by, has no place for, or might not have. */
const IS_SPECIAL = Uint8Array.from({ length: 256 }, (_, byte) =>
  Number(byte < 0x20 || byte === 0xef || '&<>_'.includes(String.fromCharCode(byte))),
)

export class SheetRow implements RowWriter {
  /** Of the row, counted from 1. */
  number = 0
  readonly #page: Page
  readonly #letters: readonly Buffer[]
  #digits: Buffer = TAG_END
  #tag: Buffer = TAG_END
  #column = 0

  constructor(page: Page, columns: number) {
    this.#page = page
    this.#letters = Array.from({ length: columns }, (_, column) => Buffer.from(`<c r="${lettersOf(column)}`))
    this.use(cellStyles.heading)
  }

  /** How the cells look from now on, by one of `cellStyles`. */
  use(style: string): void {
    this.#tag = Buffer.from(`" s="${style}" t="inlineStr"><is><t xml:space="preserve">`)
  }

  begin(): void {
    this.#column = 0
    this.#digits = Buffer.from(String((this.number += 1)), 'latin1')
    this.#page.demand(ROW.length + this.#digits.length + TAG_END.length)
    this.#page.put(ROW)
    this.#page.put(this.#digits)
    this.#page.put(TAG_END)
  }

  cell(bytes: Buffer, from: number, to: number): void {
    const letters = this.#letters[this.#column++]!
    if (from === to) return
    const page = this.#page
    page.demand(letters.length + this.#digits.length + this.#tag.length + 1 + (to - from) + CELL_END.length)
    page.put(letters)
    page.put(this.#digits)
    page.put(this.#tag)
    if (!this.#plain(bytes, from, to)) page.write(written(bytes.toString('utf8', from, to)))
    page.demand(CELL_END.length)
    page.put(CELL_END)
  }

  /** False, and nothing written, where the text must be looked at as a whole. */
  #plain(bytes: Buffer, from: number, to: number): boolean {
    const beginning = beginningOf(bytes, from, to)
    // A character has a byte at least, and there may be an apostrophe in front.
    if (beginning === begins.unclear || to - from >= MOST_CHARACTERS) return false
    const { bytes: out } = this.#page
    let { used } = this.#page
    if (beginning === begins.formula && !isTelephone(bytes, from, to)) out[used++] = APOSTROPHE
    for (let at = from; at < to; at += 1) {
      const byte = bytes[at]!
      if (IS_SPECIAL[byte] === 1 && (byte !== LOW_LINE || bytes[at + 1] === X)) return false
      out[used++] = byte
    }
    this.#page.used = used
    return true
  }

  end(): void {
    this.#page.demand(ROW_END.length)
    this.#page.put(ROW_END)
  }
}

/** As `HARMLESS` says. */
function isTelephone(bytes: Buffer, from: number, to: number): boolean {
  if (bytes[from] !== PLUS || to - from < 2) return false
  for (let at = from + 1; at < to; at += 1) if (bytes[at]! < 0x30 || bytes[at]! > 0x39) return false
  return true
}

/** A number with a plus in front is a telephone number here, which in a cell of text nothing can take for more. */
const HARMLESS = /^\+[0-9]+$/
/** What XML has no place for, and what a workbook would read as an escape of its own (ECMA-376, 22.9.2.19). */
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}|_(?=x[0-9A-Fa-f]{4}_)/gu
/** What a field may hold is escaped; no field holds the others. */
const ESCAPED: Readonly<Record<string, string>> = { _: '_x005F_', '\ufffe': '_xFFFE_', '\uffff': '_xFFFF_' }
const SPECIAL = /[&<>\r]/g
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' }

/** A text as it stands in a cell. */
export function written(text: string): string {
  const harmless = isLikeFormula(text) && !HARMLESS.test(text) ? `'${text}` : text
  const short = harmless.length > MOST_CHARACTERS ? harmless.slice(0, MOST_CHARACTERS) : harmless
  return short
    .replace(UNWRITABLE, (character) => ESCAPED[character] ?? '')
    .replace(SPECIAL, (character) => ENTITIES[character]!)
}
