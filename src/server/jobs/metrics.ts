/** Numbers of the background jobs, for Prometheus. */
import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import type { Observe } from './crew.ts'
import type { JobCount } from './sql/queue.ts'

export type JobMetrics = {
  readonly observe: Observe
  /** Who is asked at each scrape. */
  readonly countWith: (count: () => Promise<JobCount[]>) => void
}

export function jobMetrics(registry: Registry): JobMetrics {
  const registers = [registry]
  const tries = new Counter({
    name: 'rollcall_job_tries_total',
    help: 'Tries of background jobs that ended in this process: done, failed (tried again), dead, handed-back.',
    labelNames: ['job', 'outcome'],
    registers,
  })
  const seconds = new Histogram({
    name: 'rollcall_job_seconds',
    help: 'Time that a try took.',
    labelNames: ['job'],
    buckets: [0.01, 0.1, 1, 10, 60, 600],
    registers,
  })
  return {
    observe: ({ job, outcome, seconds: took }) => {
      tries.inc({ job, outcome })
      seconds.observe({ job }, took)
    },
    countWith(count) {
      new Gauge({
        name: 'rollcall_jobs',
        help: 'Background jobs of all processes: waiting, running, dead (not tried again).',
        labelNames: ['job', 'state'],
        registers,
        async collect() {
          const jobs = await count().catch(() => [])
          this.reset()
          for (const { name, waiting, running, dead } of jobs) {
            this.set({ job: name, state: 'waiting' }, waiting)
            this.set({ job: name, state: 'running' }, running)
            this.set({ job: name, state: 'dead' }, dead)
          }
        },
      })
    },
  }
}
