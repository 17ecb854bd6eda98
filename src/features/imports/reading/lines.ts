export type Line = { readonly text: string; readonly line: number }

/** Lines between two breaths: a few milliseconds, in which nothing else of the process runs. */
const BATCH = 10_000

/**
 * The lines of a text without their ends (CRLF, LF), counted from 1; after each batch a null, upon which the caller lets
 * other work go on. No array of them all is made: a file may be fifty million line ends.
 */
export function* linesOf(text: string): Generator<Line | null> {
  let line = 0
  for (let from = 0; from < text.length;) {
    const end = text.indexOf('\n', from)
    const raw = text.slice(from, end < 0 ? undefined : end)
    from = end < 0 ? text.length : end + 1
    line += 1
    yield { text: raw.endsWith('\r') ? raw.slice(0, -1) : raw, line }
    if (line % BATCH === 0) yield null
  }
}
