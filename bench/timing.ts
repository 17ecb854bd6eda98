/** How long things take. Every figure is a median or a percentile of single times; nothing is averaged. */

/** The time of one piece of work, in milliseconds. */
export async function time(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** The least time that this share of the times does not exceed; `share` 0.99 is the p99 (nearest rank). */
export function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}
export const median = (times: readonly number[]) => percentile(times, 0.5)

/**
 * Times several pieces of work in turn, round after round, so that whatever else the machine does meets all of them
 * alike. The first rounds warm up and are not counted.
 */
export async function timeInTurn<Name extends string>(
  rounds: number,
  works: { readonly [N in Name]: (round: number) => Promise<unknown> },
  warming = 2,
): Promise<{ readonly [N in Name]: number[] }> {
  const names = Object.keys(works) as Name[]
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as { [N in Name]: number[] }
  for (let round = -warming; round < rounds; round++) {
    for (const name of names) {
      const took = await time(() => works[name](round + warming))
      if (round >= 0) times[name].push(took)
    }
  }
  return times
}
