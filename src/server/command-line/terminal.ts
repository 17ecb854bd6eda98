import { Presets, SingleBar } from 'cli-progress'
import type { Terminal } from './command.ts'

/** The real one: results to stdout, everything else to stderr, so that a result can be piped. */
export const openTerminal = (json: boolean): Terminal => ({
  json,
  answer: (document, lines) => {
    const text = json ? JSON.stringify(document, null, 2) : lines.join('\n')
    if (text !== '') process.stdout.write(`${text}\n`)
  },
  say: (sentence) => void process.stderr.write(`${sentence}\n`),
  progress: (what) => {
    // Where nobody looks (a pipe, a log) the bar draws nothing.
    const bar = new SingleBar(
      { format: `{bar} {value} of {total} ${what}, {eta_formatted} left`, hideCursor: true, clearOnComplete: true },
      Presets.shades_classic,
    )
    let begun = false
    return {
      to: (done, of) => {
        if (!begun) bar.start(of, done)
        begun = true
        bar.setTotal(of)
        bar.update(done)
      },
      end: () => begun && bar.stop(),
    }
  },
})

/** Rows as columns that stand below each other. */
export function asTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((word, i) => Math.max(word.length, ...rows.map((row) => [...(row[i] ?? '')].length)))
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => cell + ' '.repeat(widths[i]! - [...cell].length))
      .join('  ')
      .trimEnd()
  return [line(head), ...rows.map(line)]
}
