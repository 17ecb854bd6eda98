/** Somebody who works while something else is done: how long they wait. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Connection } from './connection.ts'

/** How long each answer took, in milliseconds, to somebody who asks for these in turn, a while (in milliseconds) after each answer. */
export async function reading(
  connection: Connection,
  paths: readonly string[],
  thinking: number,
  work: () => Promise<unknown>,
): Promise<number[]> {
  const times: number[] = []
  const doing = { over: false }
  const watching = (async () => {
    for (let turn = 0; !doing.over; turn += 1) {
      const path = paths[turn % paths.length]!
      const from = performance.now()
      const { status } = await connection.get(path)
      if (status !== 200) throw new Error(`${path} answered ${status}.`)
      times.push(performance.now() - from)
      await pause(thinking)
    }
  })()
  // Whichever fails ends the measurement; who waits for work alone would read on for ever.
  await Promise.race([work(), watching])
  doing.over = true
  await watching
  return times
}
