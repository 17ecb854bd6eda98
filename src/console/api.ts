/**
 * The console's one way to the server. Typed by the contract, it answers and never throws but for an abort; what to
 * show is the page's business, so no message is fired here.
 */
import type { AnswerOf, AnyEndpoint, Asking, SlugOf } from '#src/contract/endpoint.ts'
import type { ProblemDocument } from '#src/contract/problem.ts'

export type CallOptions = {
  /** The ETag of what is being changed; becomes If-Match. */
  readonly ifMatch?: string
  /** A fresh one for each thing done, the same one when it is tried again; see `newKey`. */
  readonly idempotencyKey?: string
  readonly signal?: AbortSignal
  /** The page asks by itself: that prolongs no session (S20). */
  readonly background?: boolean
}

export type Answered<E> = {
  readonly ok: true
  readonly answer: AnswerOf<E>
  readonly etag: string | null
  readonly status: number
}
export type Failed<E> = {
  readonly ok: false
  /** `offline`: the request or its answer never arrived; whether the server acted is not known. */
  readonly problem: SlugOf<E> | 'offline'
  readonly document: ProblemDocument
}
export type Outcome<E> = Answered<E> | Failed<E>

type Parts = { body?: unknown; query?: Readonly<Record<string, unknown>>; params?: Readonly<Record<string, string>> }
type EndedListener = (document: ProblemDocument) => void

let tellEnded: EndedListener | undefined

/** One listener hears of every 401 that says that there is no session (any more). Returns how to stop. */
export function onSessionEnded(listener: EndedListener): () => void {
  tellEnded = listener
  return () => {
    if (tellEnded === listener) tellEnded = undefined
  }
}

type Prover = () => Promise<boolean>
let prover: Prover | undefined
let proving: Promise<boolean> | undefined

/** Whom a call turns to that is refused until the person proves who they are: it answers whether they did. */
export function onProofAsked(prove: Prover): void {
  prover = prove
}

/** Asks once for all calls that wait for it. */
const isProved = () => (proving ??= prover?.().finally(() => (proving = undefined)))

/** Asks an endpoint. `ask` holds its params, query and body; `{}` where it takes none. */
export async function call<E extends AnyEndpoint>(
  endpoint: E,
  ask: Asking<E>,
  options: CallOptions = {},
): Promise<Outcome<E>> {
  const parts = ask as Parts
  try {
    const response = await fetch(addressOf(endpoint, parts), {
      method: endpoint.method,
      headers: headersOf(parts, options),
      body: parts.body === undefined ? undefined : JSON.stringify(parts.body),
      credentials: 'same-origin',
      signal: options.signal,
    })
    if (response.ok) return await answered<E>(response)
    const outcome = await refused<E>(response)
    // Nobody is asked because of what a page does by itself.
    const asks = outcome.problem === 'prove-again' && !options.background
    return asks && (await isProved()) ? await call(endpoint, ask, options) : outcome
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    return failed<E>('offline', OFFLINE)
  }
}

/** The address of an endpoint, for links and downloads. */
export function addressOf(endpoint: Pick<AnyEndpoint, 'path'>, { params = {}, query = {} }: Parts = {}): string {
  const path = String(endpoint.path).replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) search.append(name, String(one))
  }
  return `/api/v1${path}${search.size > 0 ? `?${search}` : ''}`
}

/** A key for Idempotency-Key. Not `crypto.randomUUID`, which browsers keep from consoles served without TLS. */
export const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('')

function headersOf(parts: Parts, options: CallOptions): Record<string, string> {
  return {
    accept: 'application/json, application/problem+json',
    // A page of another site cannot add this header without asking first: the guard against forged requests.
    'x-rollcall': options.background ? 'background' : '1',
    ...(parts.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(options.ifMatch === undefined ? {} : { 'if-match': options.ifMatch }),
    ...(options.idempotencyKey === undefined ? {} : { 'idempotency-key': options.idempotencyKey }),
  }
}

async function answered<E>(response: Response): Promise<Outcome<E>> {
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json')
  const answer = (text === '' ? undefined : isJson ? JSON.parse(text) : text) as AnswerOf<E>
  return { ok: true, answer, etag: response.headers.get('etag'), status: response.status }
}

async function refused<E>(response: Response): Promise<Failed<E>> {
  const document = await problemOf(response)
  const slug = document.type.slice(document.type.lastIndexOf('/') + 1)
  if (slug === 'session-ended' || slug === 'not-signed-in') tellEnded?.(document)
  return failed<E>(slug, document)
}

async function problemOf(response: Response): Promise<ProblemDocument> {
  if (response.headers.get('content-type')?.startsWith('application/problem+json')) {
    return (await response.json()) as ProblemDocument
  }
  // Something between us and the server answered, such as a proxy.
  return response.status === 502 || response.status === 503 || response.status === 504
    ? { type: '/problems/unavailable', title: 'The server cannot be reached', status: response.status }
    : { type: '/problems/internal', title: 'Something failed on the way to the server', status: response.status }
}

const failed = <E>(problem: string, document: ProblemDocument): Failed<E> => ({
  ok: false,
  problem: problem as Failed<E>['problem'],
  document,
})

const OFFLINE: ProblemDocument = {
  type: '/problems/offline',
  title: 'The server could not be reached',
  status: 0,
  detail: 'Check your connection. What you typed is still here.',
}
