/**
 * How far a run is that changes everybody or nobody. It is one transaction, of which nobody sees anything before its end; so
 * it is said beside it, on another connection, and no more than a sight of it: what counts is the transaction.
 */
import type { Parts } from '../../../server/context.ts'
import { updateWriting, type PlanRow } from '../sql/plans.ts'
import { tellJob } from './tell-job.ts'

/** A moment, in milliseconds since 1970, and how many were written by then. */
export type Step = readonly [at: number, people: number]

/** It was cancelled while it wrote: nothing is kept. */
export class TakenBack extends Error {}

export class Writing {
  readonly #parts: Parts
  readonly #plan: PlanRow
  readonly #signal: AbortSignal | undefined
  readonly #steps: Step[] = []
  #saying: Promise<void> | undefined
  #unsaid = false
  #isCancelled = false

  constructor(parts: Parts, plan: PlanRow, signal?: AbortSignal) {
    this.#parts = parts
    this.#plan = plan
    this.#signal = signal
  }

  /**
   * So many are written. Waits for nothing, since whoever holds one connection waits for no second one.
   * @throws TakenBack; or what the signal says, when the process is to end
   */
  reached(people: number): void {
    this.#signal?.throwIfAborted()
    if (this.#isCancelled) throw new TakenBack()
    this.#steps.push([this.#parts.clock.now().getTime(), people])
    this.#unsaid = true
    this.#saying ??= this.#say()
  }

  /** Waits for the last word; to be called when the transaction is over. */
  async end(): Promise<void> {
    await this.#saying
  }

  async #say(): Promise<void> {
    const db = this.#parts.database.tenant(this.#plan.tenant_id)
    try {
      while (this.#unsaid) {
        this.#unsaid = false
        this.#isCancelled = !(await updateWriting(db, this.#plan, this.#steps))
        await tellJob(db, this.#plan)
      }
    } catch (error) {
      // The run goes on; it is seen again with the next word.
      this.#parts.log.warn({ err: error, plan: this.#plan.id }, 'how far a run is could not be said')
    } finally {
      this.#saying = undefined
    }
  }
}

const SECONDS = 10

/** How many are written, and how many of them within the last ten seconds, or since it began. */
export function seenOf(steps: readonly Step[], now: Date): { written: number; rate: number | null } {
  const from = now.getTime() - SECONDS * 1000
  const [began, written] = [steps[0]?.[0] ?? from, steps.at(-1)?.[1] ?? 0]
  const before = steps.findLast(([at]) => at <= from)?.[1] ?? 0
  const seconds = Math.min(SECONDS, Math.max((now.getTime() - began) / 1000, 0.1))
  return { written, rate: written > before ? (written - before) / seconds : null }
}
