/** The reference page of the API at /api, the document that it shows, and the page of each problem. */
import scalar from '@scalar/fastify-api-reference'
import type { FastifyInstance } from 'fastify'
import { allProblems, notFound, type ProblemKind } from '../../contract/problem.ts'
import { API } from './server.ts'

const escaped = (text: string) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`)
const problemPage = ({ slug, status, title, mend }: ProblemKind) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escaped(title)}</title><h1>${escaped(title)}</h1><p><code>${escaped(slug)}</code>, status ${status}</p><h2>How to mend it</h2><p>${escaped(mend)}</p></html>`

export async function mountReference(app: FastifyInstance, document: Record<string, unknown>): Promise<void> {
  const text = JSON.stringify(document)
  app.get(`${API}/openapi.json`, async (_request, reply) => reply.type('application/json; charset=utf-8').send(text))
  app.get<{ Params: { slug: string } }>('/problems/:slug', async (request, reply) => {
    const kind = allProblems().find((p) => p.slug === request.params.slug)
    if (!kind) throw notFound()
    return reply.type('text/html; charset=utf-8').send(problemPage(kind))
  })
  // The viewer brings styles of its own into the page; the rule that allows them holds for its address alone.
  app.addHook('onSend', async (request, reply) => {
    if (request.url === '/api' || request.url.startsWith('/api/?') || request.url === '/api/') {
      void reply.header(
        'content-security-policy',
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; base-uri 'none'; frame-ancestors 'none'; object-src 'none'",
      )
    }
  })
  await app.register(scalar, {
    routePrefix: '/api',
    configuration: { url: `${API}/openapi.json`, withDefaultFonts: false, hideClientButton: true },
  })
}
