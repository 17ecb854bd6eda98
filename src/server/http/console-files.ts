/** Serves the built console: hashed files for a year, the page itself fresh, with the nonce of its answer. */
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cspNonce } from './headers.ts'

const NOT_BUILT = 'The console is not built. Start Rollcall with npm start, which builds it.'

export async function serveConsole(app: FastifyInstance, folder: string): Promise<void> {
  const page = join(folder, 'index.html')
  const html = existsSync(page) ? readFileSync(page, 'utf8') : null
  if (html === null) app.log.warn(NOT_BUILT)
  else
    await app.register(fastifyStatic, {
      root: join(folder, 'assets'),
      prefix: '/assets/',
      immutable: true,
      maxAge: '365d',
      index: false,
      decorateReply: false,
      preCompressed: true,
    })
  const answer = (reply: FastifyReply) =>
    html === null
      ? reply.code(503).type('text/plain; charset=utf-8').send(NOT_BUILT)
      : reply
          .type('text/html; charset=utf-8')
          .header('cache-control', 'no-store')
          .send(html.replaceAll('__CSP_NONCE__', cspNonce(reply)))
  app.get('/', async (_request, reply) => answer(reply))
  // Every address of the console is the one page; what begins with /api or names a file beside it (`/favicon.ico`) is not among
  // them. Further down a point is part of a name (`/roles/who/users.read`).
  app.get('/*', async (request, reply) => {
    const path = request.url.split('?')[0] ?? ''
    if (path.startsWith('/api/') || path.startsWith('/assets/') || /^\/[^/]+\.[a-z0-9]{2,5}$/.test(path))
      return reply.callNotFound()
    return answer(reply)
  })
}
