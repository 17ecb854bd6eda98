/** Asks the server as a console or a machine would, without a network in between. */
import type { FastifyInstance } from 'fastify'
import { SESSION_COOKIE } from '#src/server/http/caller.ts'
import { API } from '#src/server/http/server.ts'

export type Answer = {
  readonly status: number
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads what it expects, and fails when it is not there
  readonly body: any
  readonly headers: Readonly<Record<string, string | undefined>>
  /** The session cookie that came with it; '' when it was taken away, undefined when none came. */
  readonly cookie: string | undefined
}
/** Looks at every answer, and throws when it may not be so. */
export type Demand = (method: string, path: string, answer: Answer) => void
export type Headers = Readonly<Record<string, string>>
export type Client = {
  get(path: string, headers?: Headers): Promise<Answer>
  post(path: string, body?: unknown, headers?: Headers): Promise<Answer>
  put(path: string, body?: unknown, headers?: Headers): Promise<Answer>
  patch(path: string, body?: unknown, headers?: Headers): Promise<Answer>
  delete(path: string, headers?: Headers): Promise<Answer>
  /** The cookie with which this client comes. */
  cookie(): Promise<string | undefined>
}

type Credential = { cookie: () => Promise<string | undefined>; bearer?: string }
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export function client(app: FastifyInstance, { cookie, bearer }: Credential, demand: Demand): Client {
  let held: Promise<string | undefined> | undefined
  const own = () => (held ??= cookie())
  const ask = async (method: Method, path: string, body: unknown, headers: Headers = {}): Promise<Answer> => {
    const token = await own()
    const response = await app.inject({
      method,
      url: API + path,
      headers: {
        'x-rollcall': '1',
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(token === undefined ? {} : { cookies: { [SESSION_COOKIE]: token } }),
      ...(body === undefined
        ? {}
        : { payload: Buffer.isBuffer(body) || typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const isJson = /json/.test(String(response.headers['content-type'] ?? ''))
    const answer = {
      status: response.statusCode,
      body: isJson ? response.json() : response.body,
      headers: response.headers as Answer['headers'],
      cookie: response.cookies.find(({ name }) => name === SESSION_COOKIE)?.value,
    }
    demand(method, path, answer)
    return answer
  }
  return {
    get: (path, headers) => ask('GET', path, undefined, headers),
    post: (path, body, headers) => ask('POST', path, body, headers),
    put: (path, body, headers) => ask('PUT', path, body, headers),
    patch: (path, body, headers) => ask('PATCH', path, body, headers),
    delete: (path, headers) => ask('DELETE', path, undefined, headers),
    cookie: own,
  }
}
