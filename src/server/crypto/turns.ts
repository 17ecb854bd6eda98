/** Work that fills a core is done by few at a time, in turn, so that a storm of it leaves room for everything else. */

type Waiting = { readonly start: () => void }

export class Turns {
  readonly #atOnce: number
  readonly #mostWaiting: number
  readonly #hurried: Waiting[] = []
  readonly #patient: Waiting[] = []
  #running = 0

  /**
   * @param atOnce how many run at the same moment.
   * @param mostWaiting how many of those who are in a hurry may wait; whoever comes then is turned away.
   */
  constructor(atOnce: number, mostWaiting: number) {
    this.#atOnce = atOnce
    this.#mostWaiting = mostWaiting
  }

  /** Somebody waits for it in front of a screen: before all patient work. Throws what `full` makes when too many wait. */
  async hurried<T>(work: () => Promise<T>, full: () => Error): Promise<T> {
    if (this.#hurried.length >= this.#mostWaiting) throw full()
    return this.#inTurn(this.#hurried, work)
  }

  /** A background job's: any number may wait. */
  async patient<T>(work: () => Promise<T>): Promise<T> {
    return this.#inTurn(this.#patient, work)
  }

  async #inTurn<T>(line: Waiting[], work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#atOnce) await new Promise<void>((start) => line.push({ start }))
    else this.#running += 1
    try {
      return await work()
    } finally {
      // The place goes to the next one as it is, so that nobody slips in between.
      const next = this.#hurried.shift() ?? this.#patient.shift()
      if (next) next.start()
      else this.#running -= 1
    }
  }
}
