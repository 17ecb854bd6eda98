/** Holds every answer that a test gets against the contract: a status, problem or shape that was not declared fails it. */
import type { AnyEndpoint } from '#src/contract/endpoint.ts'
import { commonProblems, problemType, type ProblemKind } from '#src/contract/problem.ts'
import type { Route } from '#src/server/http/route.ts'
import type { Demand } from './client.ts'

/** The endpoint of an address; a word of the path goes before a parameter. */
export function endpointFinder(routes: readonly Route[]) {
  const parameters = ({ path }: AnyEndpoint) => path.split('{').length
  const known = routes
    .filter((route) => !route.stream)
    .map(({ endpoint }) => ({ endpoint, pattern: new RegExp(`^${endpoint.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`) }))
    .sort((a, b) => parameters(a.endpoint) - parameters(b.endpoint))
  return (method: string, path: string): AnyEndpoint | undefined =>
    known.find(({ endpoint, pattern }) => endpoint.method === method && pattern.test(path.split('?')[0]!))?.endpoint
}

export function demandDeclared(routes: readonly Route[]): Demand {
  const find = endpointFinder(routes)
  return (method, path, { status, body }) => {
    const endpoint = find(method, path)
    if (!endpoint) return
    const fault =
      status < 400 ? faultOfAnswer(endpoint, status, body) : faultOfProblem(endpoint, status, body as { type?: string })
    if (fault) throw new Error(`${method} ${endpoint.path} answered ${fault}`)
  }
}

function faultOfAnswer(endpoint: AnyEndpoint, status: number, body: unknown): string | null {
  const schema = endpoint.answers[status]
  if (!schema) return `${status}, which its endpoint does not declare.`
  const parsed = schema.safeParse(status === 204 ? undefined : body)
  return parsed.success ? null : `${status} in another shape than it declares: ${JSON.stringify(parsed.error.issues)}`
}

function faultOfProblem(endpoint: AnyEndpoint, status: number, body: { type?: string }): string | null {
  if (status === 500) return '500.'
  const declared = [...((endpoint.problems as readonly ProblemKind[] | undefined) ?? []), ...commonProblems]
  const fits = declared.some((kind) => kind.status === status && problemType(kind.slug) === body.type)
  return fits ? null : `${status} ${body.type}, which its endpoint does not declare.`
}
