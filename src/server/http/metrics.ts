/** Numbers for Prometheus at /metrics, and whether the program lives and is ready (FACE-6). */
import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client'
import type { ServerOptions } from './server.ts'

export type Metrics = { readonly registry: Registry; readonly observe: NonNullable<ServerOptions['observe']> }

export function openMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const answers = new Counter({
    name: 'rollcall_http_answers_total',
    help: 'Answers by route and status.',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  })
  const seconds = new Histogram({
    name: 'rollcall_http_seconds',
    help: 'Time to answer.',
    labelNames: ['route'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [registry],
  })
  return {
    registry,
    observe: ({ method, route, status, seconds: took }) => {
      answers.inc({ method, route, status: String(status) })
      seconds.observe({ route }, took)
    },
  }
}

/** `/healthz`: the program lives. `/readyz`: the database answers too. `/metrics`: for Prometheus. None names a person or a tenant. */
export function mountHealth(app: FastifyInstance, { registry }: Metrics, isReady: () => Promise<boolean>) {
  app.get('/healthz', async () => ({ status: 'ok' }))
  app.get('/readyz', async (_request, reply) => {
    const ready = await isReady().catch(() => false)
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'the database does not answer' })
  })
  app.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()))
}
