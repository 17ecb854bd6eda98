/** Whose processor time a measurement took, as Linux counts it (proc(5), stat): in milliseconds, all threads of each process together. */
import { readdirSync, readFileSync } from 'node:fs'

/** A tick is a hundredth of a second on every Linux that Node runs on. */
const TICK_MS = 10
type Process = { readonly pid: number; readonly parent: number; readonly ms: number }

function processes(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const text = readFileSync(`/proc/${name}/stat`, 'utf8')
        const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
        const ms = (Number(fields[11]) + Number(fields[12])) * TICK_MS
        return [{ pid: Number(name), parent: Number(fields[1]), ms }]
      } catch {
        return []
      }
    })
}

export type Spent = { readonly program: number; readonly database: number; readonly clients: number }

/** What the program, PostgreSQL, of which one backend is named, and this process have spent so far. */
function spentBy(program: number, backend: number): Spent {
  const all = processes()
  const postmaster = all.find(({ pid }) => pid === backend)?.parent
  const sum = (isOf: (one: Process) => boolean) => all.filter(isOf).reduce((ms, one) => ms + one.ms, 0)
  return {
    program: sum(({ pid }) => pid === program),
    database: sum(({ pid, parent }) => pid === postmaster || parent === postmaster),
    clients: sum(({ pid }) => pid === process.pid),
  }
}

/** What each spends while this work is done. A backend that ends meanwhile is not among it. */
export async function spending<T>(
  { program, backend }: { readonly program: number; readonly backend: number },
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly spent: Spent }> {
  const before = spentBy(program, backend)
  const result = await work()
  const after = spentBy(program, backend)
  return {
    result,
    spent: {
      program: after.program - before.program,
      database: after.database - before.database,
      clients: after.clients - before.clients,
    },
  }
}
