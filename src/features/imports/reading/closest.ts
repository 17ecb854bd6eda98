/**
 * The candidate that a mistyped word was most likely meant to be: one slip away, two from eight letters on, a swap of
 * neighbours counting as one. Undefined for words of fewer than four letters and where nothing is near.
 */
export function closest<T extends string>(word: string, candidates: Iterable<T>): T | undefined {
  const allowed = word.length < 4 ? 0 : word.length < 8 ? 1 : 2
  let best: { candidate: T; slips: number } | undefined
  for (const candidate of candidates) {
    if (allowed === 0 || Math.abs(candidate.length - word.length) > allowed) continue
    const slips = slipsBetween(word, candidate)
    if (slips <= allowed && slips < candidate.length / 2 && slips < (best?.slips ?? Infinity))
      best = { candidate, slips }
  }
  return best?.candidate
}

/** Optimal string alignment: letters put in, left out, changed, or swapped with their neighbour. */
function slipsBetween(a: string, b: string): number {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let slips = Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) slips = Math.min(slips, before[j - 2]! + 1)
      next.push(slips)
    }
    before = row
    row = next
  }
  return row[b.length]!
}
