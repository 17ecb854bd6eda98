/** Chance that repeats: the same seed throws the same dice on every machine. */
export class Dice {
  #state: number

  /** Dice of one person out of many: near seeds and numbers give throws that have nothing in common. */
  constructor(seed: number, number: number) {
    this.#state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(number + 1, 0xc2b2ae35)
    this.next()
  }

  /** From 0 up to but not including 1 (mulberry32, public domain). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  /** A whole number from 0 up to but not including `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end)
  }

  chance(share: number): boolean {
    return this.next() < share
  }

  pick<T>(list: readonly T[]): T {
    const picked = list[this.below(list.length)]
    if (picked === undefined) throw new Error('There is nothing to pick from.')
    return picked
  }

  /** Picks by weight: `[['Agent', 93], ['Manager', 7]]`. */
  weigh<T>(choices: readonly (readonly [T, number])[]): T {
    let left = this.next() * choices.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [choice, weight] of choices) {
      left -= weight
      if (left < 0) return choice
    }
    return this.pick(choices)[0]
  }

  /** Between `least` and `most` different numbers from 0 up to but not including `end`, in order. */
  some(least: number, most: number, end: number): number[] {
    const wanted = Math.min(end, least + this.below(most - least + 1))
    const picked = new Set<number>()
    while (picked.size < wanted) picked.add(this.below(end))
    return [...picked].sort((a, b) => a - b)
  }
}
