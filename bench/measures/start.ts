/** `npm start` from a fresh clone, as somebody who has just found the project, and again. */
import { spawn, execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Bench } from '../bench.ts'
import type { Figure } from '../figures.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export async function* measureStart(bench: Bench): AsyncGenerator<Figure> {
  const clone = join(mkdtempSync(join(tmpdir(), 'rollcall-start-')), 'rollcall')
  try {
    bench.say('Cloning what is committed …')
    execFileSync('git', ['clone', '--quiet', ROOT, clone])
    for (const [what, most] of [
      ['npm start, fresh clone', 120],
      ['npm start, again', 4],
    ] as const) {
      const seconds = await startOnce(clone)
      yield { what, must: `≤ ${most} s`, measured: `${seconds.toFixed(1)} s`, ok: seconds <= most }
    }
  } finally {
    rmSync(join(clone, '..'), { recursive: true, force: true })
  }
}

/** Seconds from the command to the line that says it is ready. */
async function startOnce(clone: string): Promise<number> {
  const began = performance.now()
  const child = spawn('npm', ['start'], {
    cwd: clone,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], PORT: '0' },
  })
  const gone = once(child, 'exit')
  let seconds = Number.NaN
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('Rollcall is ready at ')) continue
    seconds = (performance.now() - began) / 1000
    break
  }
  child.kill('SIGTERM')
  await gone
  return seconds
}
