/** People on their way into a file: cells in UTF-8 that stand in bytes of the database until a format has written them. */

/** What a format does with the cells of a person. */
export type RowWriter = {
  begin(): void
  /** The next cell, which stands in these bytes. */
  cell(bytes: Buffer, from: number, to: number): void
  end(): void
}

/** Some people, one after the other. */
export type Batch = {
  /** Moves to the next one, if there is one. */
  next(): boolean
  write(to: RowWriter): void
}

export type Rows = AsyncIterable<Batch>

/** How a text begins: certainly like no formula, certainly like one, or so that the whole of it must be asked (`isLikeFormula`). */
export const begins = { plain: 0, formula: 1, unclear: 2 } as const

/** By the first byte of a text. */
const BEGINNINGS = Uint8Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte)
  if ('=+-@'.includes(character)) return begins.formula
  // An apostrophe, or a blank or another sign without a shape, behind which a formula may begin.
  if (byte <= 0x20 || byte === 0x7f || character === "'") return begins.unclear
  // The first bytes of all blanks beyond ASCII, and of the wide forms; other letters of the world begin otherwise.
  return [0xc2, 0xe1, 0xe2, 0xe3, 0xef].includes(byte) ? begins.unclear : begins.plain
})

export const beginningOf = (bytes: Uint8Array, from: number, to: number): number =>
  from < to ? BEGINNINGS[bytes[from]!]! : begins.plain
