/** Asks the API of a Rollcall whose processes are killed meanwhile. */
import { setTimeout as pause } from 'node:timers/promises'

export type Plan = {
  readonly id: string
  readonly state: string
  readonly counts: Readonly<Record<'total' | 'will' | 'already' | 'skipped', number>>
}
export type Job = {
  readonly id: string
  readonly state: string
  readonly counts: Readonly<Record<'total' | 'changed' | 'already' | 'skipped' | 'failed' | 'left', number>>
}

/** Asks again until it is answered: a server that was killed is back in seconds. */
export class PatientApi {
  readonly #address: string
  readonly #who: Readonly<Record<string, string>>
  /** @param who the headers by which the server knows who asks */
  constructor(address: string, who: Readonly<Record<string, string>>) {
    this.#address = address
    this.#who = who
  }

  /** A plan whose answer was lost with its server is made again; the first one is never run. */
  async post<T>(path: string, body: unknown): Promise<T> {
    for (;;) {
      const answer = await this.#try<T>(path, body)
      if (answer) return answer
    }
  }

  /** Runs a plan once, also where the answer to that was lost. */
  async start({ id, counts }: Plan): Promise<void> {
    for (;;) {
      if (await this.#try(`/plans/${id}/run`, { confirm: counts.will })) return
      if ((await this.get<Plan>(`/plans/${id}`)).state !== 'ready') return
    }
  }

  async until<T>(path: string, isIt: (answer: T) => boolean): Promise<T> {
    for (;;) {
      const answer = await this.get<T>(path)
      if (isIt(answer)) return answer
      await pause(50)
    }
  }

  async get<T>(path: string): Promise<T> {
    for (;;) {
      const answer = await this.#try<T>(path)
      if (answer) return answer
    }
  }

  /** Undefined, after a moment, where the server is away or its database is. */
  async #try<T>(path: string, body?: unknown): Promise<T | undefined> {
    const headers = {
      ...this.#who,
      'x-rollcall': 'chaos',
      ...(body ? { 'content-type': 'application/json' } : {}),
    }
    const request = { method: body ? 'POST' : 'GET', headers, ...(body ? { body: JSON.stringify(body) } : {}) }
    const answer = await fetch(`${this.#address}/api/v1${path}`, request).catch(() => undefined)
    const text = await answer?.text().catch(() => undefined)
    if (answer?.ok && text !== undefined) return JSON.parse(text) as T
    if (answer && answer.status < 500 && answer.status !== 409)
      throw new Error(`${path} answered ${answer.status}: ${text}`)
    await pause(100)
    return undefined
  }
}
