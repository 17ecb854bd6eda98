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
 * living process with the old pid, and any zombie, for its old self. Its backends outlive it by a moment: only when the
 * last has gone is it safe.
 */
export async function clearStaleFiles(cluster: string, socket: string) {
  for (const deadline = Date.now() + 30_000; processesIn(cluster).length > 0; await wait(20)) {
    if (Date.now() > deadline) {
      throw new Error(
        `PostgreSQL's server over ${cluster} is gone, and processes of it still work there: ${processesIn(cluster).join(', ')}. End them, and start again.`,
      )
    }
  }
  for (const file of [join(cluster, 'postmaster.pid'), join(socket, '.s.PGSQL.5432.lock')])
    rmSync(file, { force: true })
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
