/** On a machine that is busy, hashing passwords gives way to answering: both would else get the same share of a core. */
import { readdirSync, readFileSync } from 'node:fs'
import { setPriority } from 'node:os'

/** A third of the share of what answers, where both want it (setpriority(2)); all of it where nobody else does. */
const NICENESS = 5
const TASKS = '/proc/self/task'

/** Lowers the threads on which hashes are computed; where the system has no such threads, or does not let us, nothing changes. */
export function giveWay(): void {
  try {
    for (const thread of readdirSync(TASKS))
      if (readFileSync(`${TASKS}/${thread}/comm`, 'utf8').trim() === 'libuv-worker')
        setPriority(Number(thread), NICENESS)
  } catch {
    // A system without /proc, or one on which threads are nobody's to order: every thread has the same share.
  }
}
