/** The HTTP server: every route is mounted here, and only what the contracts say is served. */
import { Readable } from 'node:stream'
import cookie from '@fastify/cookie'
import fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import * as z from 'zod/mini'
import type { AnyEndpoint } from '../../contract/endpoint.ts'
import { newId } from '../../contract/ids.ts'
import { methodNotAllowed, notFound } from '../../contract/problem.ts'
import type { Context, Parts } from '../context.ts'
import { contextOf, DEVICE_COOKIE, ERRAND_COOKIE, SESSION_COOKIE, type Authenticate } from './caller.ts'
import { compressed, isCompressible } from './compression.ts'
import { etagOf, readIfMatch } from './guards.ts'
import { securityHeaders } from './headers.ts'
import { parseJson } from './json.ts'
import { declaredProblem, fieldErrors, internalProblem, invalid, problemDocument } from './problems.ts'
import { once } from './repeats.ts'
import { Bytes, Download, type Route } from './route.ts'
import { streamsOf, type OpenStream } from './streams.ts'
import { answerMisaddressed, answerUnreadable } from './unreadable.ts'

export const API = '/api/v1'
/** Room for the address of a list of a thousand picked people; Node's own limit is 16 KiB. */
const HEADER_BYTES = 65_536
const BODY_BYTES = 1_048_576
export type ServerOptions = {
  readonly parts: Parts
  readonly routes: readonly Route[]
  readonly authenticate: Authenticate
  readonly trustedProxies: readonly string[]
  /** The address in the browser's bar, when it is not the one that the server listens on. */
  readonly publicUrl: string | null
  readonly tls?: { cert: Buffer; key: Buffer }
  /** Told of every answer; the metrics read it. */
  readonly observe?: (answered: { method: string; route: string; status: number; seconds: number }) => void
}

z.config(z.locales.en())

export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const { parts, routes } = options
  const logger: FastifyBaseLogger = parts.log.child({}, { level: parts.log.level === 'debug' ? 'debug' : 'warn' })
  const app: FastifyInstance = fastify({
    loggerInstance: logger,
    genReqId: () => newId(),
    trustProxy: options.trustedProxies.length > 0 ? [...options.trustedProxies] : false,
    bodyLimit: BODY_BYTES,
    clientErrorHandler: answerUnreadable,
    frameworkErrors: answerMisaddressed,
    routerOptions: { maxParamLength: 200 },
    ...(options.tls
      ? { https: { ...options.tls, maxHeaderSize: HEADER_BYTES } }
      : { http: { maxHeaderSize: HEADER_BYTES } }),
  })
  await app.register(cookie)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    /^application\/(?:json|merge-patch\+json)(?:;|$)/,
    { parseAs: 'buffer' },
    (_request, body, done) => {
      try {
        done(null, body.length === 0 ? undefined : parseJson(body as Buffer))
      } catch (error) {
        done(error as Error)
      }
    },
  )
  securityHeaders(app, options.publicUrl, API)
  answerProblems(app, options)
  observeAnswers(app, options)
  const context = contextOf(options)
  const openStream = streamsOf(app)
  for (const one of routes) mount(app, one, context, openStream)
  return app
}

function mount(
  app: FastifyInstance,
  one: Route,
  context: (request: FastifyRequest, endpoint: AnyEndpoint) => Promise<Context>,
  openStream: OpenStream,
) {
  const { endpoint } = one
  app.route({
    method: endpoint.method,
    url: API + endpoint.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    ...(endpoint.bodyLimit ? { bodyLimit: endpoint.bodyLimit } : {}),
    // A stream has no end that its head could be told without.
    ...(one.stream ? { exposeHeadRoute: false } : {}),
    ...(isLarge(endpoint) ? { onRequest: async (request) => void (await context(request, endpoint)) } : {}),
    config: { documented: endpoint.path },
    handler: async (request, reply) => {
      const ctx = await context(request, endpoint)
      if (one.stream) return openStream(ctx, one.stream, reply)
      const ask = readAsk(endpoint, request, reply, ctx)
      const repeat = {
        ctx,
        key: header(request, 'idempotency-key'),
        isSecret: isSecretAnswer(endpoint),
        method: request.method,
        url: request.url,
        body: request.body,
      }
      const answer = await once(repeat, async () => ({
        status: successOf(endpoint),
        body: await one.answer?.(ctx, ask),
      }))
      return send(request, reply, endpoint, answer)
    },
  })
}

/**
 * What is larger than most is read from nobody but who may send it (S37). Whether they still may is asked again once it is here: that
 * may take minutes.
 */
const isLarge = ({ bodyLimit = 0 }: AnyEndpoint) => bodyLimit > BODY_BYTES

const isSecretAnswer = ({ secret }: AnyEndpoint) => (typeof secret === 'function' ? secret : () => secret === true)

const successOf = (endpoint: AnyEndpoint) => Number(Object.keys(endpoint.answers).find((s) => s.startsWith('2')) ?? 200)

function readAsk(endpoint: AnyEndpoint, request: FastifyRequest, reply: FastifyReply, { device }: Context) {
  const ifMatch = readIfMatch(endpoint, request.headers['if-match'])
  return {
    params: request.params,
    query: parsed('query', endpoint.query, request.query),
    body: parsed('body', endpoint.body, request.body),
    ifVersion: Number.parseInt(ifMatch, 10) || 0,
    ifMatch,
    errand: request.cookies[ERRAND_COOKIE],
    reply: {
      session: (token: string | null) => setCookies(reply, token, device),
      errand: (sealed: string | null, seconds?: number) =>
        sealed === null
          ? void reply.clearCookie(ERRAND_COOKIE, attributes)
          : void reply.setCookie(ERRAND_COOKIE, sealed, { ...attributes, maxAge: seconds }),
    },
  }
}

const header = (request: FastifyRequest, name: string) =>
  Array.isArray(request.headers[name]) ? request.headers[name][0] : request.headers[name]

function parsed(at: 'body' | 'query', schema: z.ZodMiniType | undefined, value: unknown): unknown {
  const given = value === null ? undefined : value
  if (at === 'query') refuseNul(given as Record<string, unknown>)
  if (!schema) {
    if (Object.keys(given ?? {}).length === 0) return undefined
    const pointer = at === 'query' ? 'query:' : '#'
    throw invalid([{ pointer, code: 'unknown-field', message: `This address takes no ${at}.` }])
  }
  const result = schema.safeParse(given)
  if (!result.success) throw invalid(fieldErrors(at, result.error.issues, value))
  return result.data
}

/** No text of the database has a NUL, and an answer that is written while it is read could not say so any more. */
function refuseNul(query: Record<string, unknown>): void {
  const name = Object.keys(query).find((one) => String(query[one]).includes('\u0000'))
  if (name === undefined) return
  const message = `“${name}” holds a NUL character. Take it out.`
  throw invalid([{ pointer: `query:${name}`, code: 'nul', message }])
}

type Answer = { readonly status: number; readonly body: unknown }

async function send(request: FastifyRequest, reply: FastifyReply, endpoint: AnyEndpoint, { status, body }: Answer) {
  void reply.code(status).header('cache-control', 'no-store')
  if (body instanceof Bytes)
    return reply.type(body.mediaType).header('cache-control', 'private, no-cache').send(body.bytes)
  if (body instanceof Download)
    return reply
      .type(body.mediaType)
      .header('content-disposition', `attachment; filename="${body.name}"`)
      .send(Readable.from(body.parts))
  if (status === 204 || body === undefined) return reply.code(204).send()
  const { version } = body as { version?: number | string }
  if (endpoint.ifMatch && version !== undefined) void reply.header('etag', etagOf(version))
  const json = JSON.stringify(body)
  void reply.type('application/json; charset=utf-8')
  if (!isCompressible(endpoint, body)) return reply.send(json)
  void reply.header('vary', 'accept-encoding, authorization, x-rollcall')
  const small = await compressed(request, json)
  return small ? reply.header('content-encoding', 'gzip').send(small) : reply.send(json)
}

/** In seconds: how long a browser is known that nobody signs in from. */
const DEVICE_LASTS = 180 * 86_400

const attributes = { path: '/', secure: true, httpOnly: true, sameSite: 'lax' as const }

/** The session ends with the browser or on the server; the name of the browser stays when somebody signs out. */
function setCookies(reply: FastifyReply, token: string | null, device: string | null) {
  if (token === null) {
    void reply.clearCookie(SESSION_COOKIE, attributes).header('clear-site-data', '"cache", "storage"')
    return
  }
  void reply.setCookie(SESSION_COOKIE, token, attributes)
  if (device) void reply.setCookie(DEVICE_COOKIE, device, { ...attributes, maxAge: DEVICE_LASTS })
}

function answerProblems(app: FastifyInstance, { parts, routes }: ServerOptions) {
  const addresses = routes.map(({ endpoint: { method, path } }) => ({
    method,
    pattern: new RegExp(`^${API}${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  }))
  app.setErrorHandler((error, request, reply) => {
    const declared = declaredProblem(error)
    if (!declared)
      parts.log.error(
        { err: error, requestId: request.id, method: request.method, route: request.routeOptions.url },
        'a request failed',
      )
    const problem = declared ?? internalProblem()
    const { retryAfter } = problem.extra.more ?? {}
    if (retryAfter !== undefined) void reply.header('retry-after', String(retryAfter))
    return reply
      .code(problem.kind.status)
      .header('cache-control', 'no-store')
      .type('application/problem+json')
      .send(JSON.stringify(problemDocument(problem, request.id)))
  })
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? ''
    const allowed = addresses.filter((a) => a.pattern.test(path)).map((a) => a.method)
    // An address with more in one place than any id comes here as well, though its method would do.
    const isElse = allowed.length > 0 && !allowed.includes(request.method as (typeof allowed)[number])
    const problem = isElse ? methodNotAllowed() : notFound()
    if (isElse) void reply.header('allow', allowed.join(', '))
    return reply
      .code(problem.kind.status)
      .header('cache-control', 'no-store')
      .type('application/problem+json')
      .send(JSON.stringify(problemDocument(problem, request.id)))
  })
}

function observeAnswers(app: FastifyInstance, { observe, parts }: ServerOptions) {
  app.addHook('onRequest', async (request, reply) => void reply.header('x-request-id', request.id))
  app.addHook('onResponse', async (request, reply) => {
    const seconds = reply.elapsedTime / 1000
    const route = request.routeOptions.url ?? 'unknown'
    observe?.({ method: request.method, route, status: reply.statusCode, seconds })
    parts.log.info(
      {
        requestId: request.id,
        method: request.method,
        route,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'answered',
    )
  })
}
