/** What is known of a PostgreSQL that another program started, from its pid file and /proc. */
import { readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** A server that is alive over our data: its pid, where its socket is, and what it says of itself. */
export type Postmaster = { readonly pid: number; readonly socket: string; readonly state: string }

const read = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/** Alive, and no zombie: `kill -0` cannot tell these apart. */
export function isAlive(pid: number): boolean {
  const stat = read(`/proc/${pid}/stat`)
  return stat !== undefined && !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2))
}

/** A process's start in clock ticks since the boot: with the pid it names one process, also after pids come round. */
export const startOf = (pid: number): string | undefined => {
  const stat = read(`/proc/${pid}/stat`)
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
}

/** The running server of this cluster, if there is one: line 1 of postmaster.pid its pid, 5 its socket, 8 its state. */
export function findPostmaster(cluster: string): Postmaster | undefined {
  const lines = read(join(cluster, 'postmaster.pid'))?.split('\n') ?? []
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return undefined
  const isOurs = read(`/proc/${pid}/cmdline`)?.split('\0').includes(cluster) === true
  return isOurs ? { pid, socket: lines[4] ?? '', state: lines[7]?.trim() ?? 'starting' } : undefined
}

/**
 * Removes what a killed server left, so that the next can start: its pid file and its socket's. PostgreSQL takes any
 * living process with the old pid, and any zombie, for its old self. Its backends outlive it by a moment, and one in the
 * midst of a statement, or that waits for a worker that is gone, for as long as that takes: what they do is lost with the
 * server's memory, so they are told to leave. Only when the last has gone is it safe.
 */
export async function clearStaleFiles(cluster: string, socket: string) {
  const began = Date.now()
  for (let left = processesIn(cluster); left.length > 0; left = processesIn(cluster)) {
    const waited = Date.now() - began
    if (waited > 30_000) {
      throw new Error(
        `PostgreSQL's server over ${cluster} is gone, and processes of it still work there: ${left.join(', ')}. End them, and start again.`,
      )
    }
    if (waited > LEAVES_BY_ITSELF) left.forEach((pid) => tell(pid, waited > LEAVES_WHEN_TOLD ? 'SIGKILL' : 'SIGQUIT'))
    await wait(20)
  }
  for (const file of [join(cluster, 'postmaster.pid'), join(socket, '.s.PGSQL.5432.lock')])
    rmSync(file, { force: true })
}

/** Milliseconds that a process without its server has to leave before it is told to, and before it is ended. */
const LEAVES_BY_ITSELF = 500
const LEAVES_WHEN_TOLD = 3000

function tell(pid: number, signal: 'SIGQUIT' | 'SIGKILL') {
  try {
    process.kill(pid, signal)
  } catch {
    // It left in the same moment, or belongs to another account and leaves in its own time.
  }
}

/** Every process of a server stands in its cluster's folder. */
function processesIn(cluster: string): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid !== process.pid && isAlive(pid) && folderOf(pid) === cluster)
}

function folderOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return undefined
  }
}
