/** The OpenAPI 3.1 document, written from the contracts: a route that is not here is not served (FACE-5, S25). */
import * as z from 'zod/mini'
import type { AnyEndpoint } from '../../contract/endpoint.ts'
import { permissions } from '../../contract/permissions.ts'
import { commonProblems, problemType, type ProblemKind } from '../../contract/problem.ts'
import { API } from './server.ts'

type Json = Record<string, unknown>

const schemaOf = (schema: z.ZodMiniType, io: 'input' | 'output'): Json => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json
  return rest
}

const problemBody = (kinds: readonly ProblemKind[]) => ({
  description: kinds.map((k) => `\`${k.slug}\`: ${k.title}.`).join(' '),
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
})

function answersOf(endpoint: AnyEndpoint): Json {
  const answers: Json = {}
  for (const [status, schema] of Object.entries(endpoint.answers as Record<string, z.ZodMiniType>)) {
    const empty = status === '204'
    answers[status] = {
      description: empty ? 'Done.' : 'The answer.',
      ...(empty ? {} : { content: { 'application/json': { schema: schemaOf(schema, 'output') } } }),
    }
  }
  const declared: readonly ProblemKind[] = [
    ...((endpoint.problems as readonly ProblemKind[] | undefined) ?? []),
    ...commonProblems,
  ]
  for (const [status, kinds] of Map.groupBy(new Set(declared), (k) => k.status))
    answers[String(status)] = problemBody(kinds)
  return answers
}

function parametersOf(endpoint: AnyEndpoint): Json[] {
  const path = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map((m) => ({
    name: m[1],
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  const query = endpoint.query ? schemaOf(endpoint.query, 'input') : {}
  const required = (query['required'] as string[] | undefined) ?? []
  const asked = Object.entries((query['properties'] as Record<string, Json> | undefined) ?? {}).map(
    ([name, schema]) => ({ name, in: 'query', required: required.includes(name), schema }),
  )
  const headers = [
    ...(endpoint.ifMatch && endpoint.method !== 'GET'
      ? [
          {
            name: 'If-Match',
            in: 'header',
            required: true,
            schema: { type: 'string' },
            description: 'The ETag that was read.',
          },
        ]
      : []),
    ...(endpoint.method === 'POST'
      ? [
          {
            name: 'Idempotency-Key',
            in: 'header',
            required: false,
            schema: { type: 'string', maxLength: 200 },
            description: 'A repeat within 24 hours answers as the first time.',
          },
        ]
      : []),
  ]
  return [...path, ...asked, ...headers]
}

const needs = (permission: AnyEndpoint['permission']) =>
  permission === 'public'
    ? 'Open to anybody.'
    : permission === 'signed-in'
      ? 'For whoever is signed in.'
      : `Needs \`${permission}\`: ${permissions[permission].says}.`

const operationId = (endpoint: AnyEndpoint) =>
  `${endpoint.method.toLowerCase()}${endpoint.path.replaceAll(/[{}]/g, '').replaceAll(/[/-]+(\w)/g, (_m: string, c: string) => c.toUpperCase())}`

const operation = (endpoint: AnyEndpoint): Json => ({
  operationId: operationId(endpoint),
  summary: endpoint.summary,
  description:
    needs(endpoint.permission) +
    (endpoint.sessionOnly ? ' Not with an API key.' : '') +
    (endpoint.module ? ` Only with the module \`${endpoint.module}\`.` : ''),
  tags: [endpoint.path.split('/')[1]],
  'x-permission': endpoint.permission,
  parameters: parametersOf(endpoint),
  ...(endpoint.body
    ? {
        requestBody: {
          required: !endpoint.body.safeParse(undefined).success,
          content: { 'application/json': { schema: schemaOf(endpoint.body, 'input') } },
        },
      }
    : {}),
  responses: answersOf(endpoint),
  ...(endpoint.permission === 'public' ? { security: [] } : {}),
})

const problemSchema: Json = {
  type: 'object',
  description: 'A problem (RFC 9457). `type` leads to a page that says how to mend it.',
  required: ['type', 'title', 'status'],
  properties: {
    type: { type: 'string', examples: [problemType('not-found')] },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    requestId: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'message'],
        properties: { pointer: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
}

export function openApi(endpoints: readonly AnyEndpoint[], version: string): Json {
  const paths: Record<string, Json> = {}
  for (const e of [...endpoints].sort(
    (a, b) => a.path.localeCompare(b.path, 'en') || a.method.localeCompare(b.method, 'en'),
  )) {
    ;(paths[e.path] ??= {})[e.method.toLowerCase()] = operation(e)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Rollcall',
      version,
      description: 'User management for contact centres. Errors are problems (RFC 9457). Lists page by cursor.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: API }],
    security: [{ key: [] }, { session: [] }],
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'An API key.' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-rollcall',
          description: 'The session of the console; changes also need the header X-Rollcall.',
        },
      },
      schemas: { Problem: problemSchema },
    },
    paths,
  }
}
