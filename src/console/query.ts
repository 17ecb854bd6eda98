/**
 * Reading through a cache: `call` with TanStack Query around it. What the cache reads again by itself, because of news, a
 * look at the window or an interval, goes out as background, so that it keeps nobody signed in (S20).
 */
import {
  focusManager,
  hashKey,
  keepPreviousData,
  onlineManager,
  QueryClient,
  useQuery,
  type Query,
  type QueryFilters,
  type QueryKey,
  type UseQueryResult,
} from '@tanstack/react-query'
import type { AnyEndpoint, Asking } from '#src/contract/endpoint.ts'
import type { ProblemDocument } from '#src/contract/problem.ts'
import { call, type Answered } from './api.ts'

/** A problem as a thrown thing, because that is how the cache knows failure. */
export class CallFailure extends Error {
  override readonly name = 'CallFailure'
  readonly problem: string
  readonly document: ProblemDocument
  constructor(problem: string, document: ProblemDocument) {
    super(document.detail ?? document.title)
    this.problem = problem
    this.document = document
  }
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      refetchOnWindowFocus: true,
      // A refusal stays a refusal; only what never arrived is worth a second try.
      retry: (tries, error) =>
        tries < 2 && error instanceof CallFailure && ['offline', 'unavailable'].includes(error.problem),
      retryDelay: (tries) => 500 * 2 ** tries,
    },
  },
})

/** The questions that are about to be asked by nobody, by their hash, until they are answered. */
const unattended = new Set<string>()
const settles = new Set(['success', 'error'])
const cache = queryClient.getQueryCache()
cache.subscribe((event) => {
  if (event.type === 'observerRemoved' || (event.type === 'updated' && settles.has(event.action.type)))
    unattended.delete(event.query.queryHash)
})

const mark = (of: readonly Query[]) => of.forEach(({ queryHash }) => unattended.add(queryHash))
// Heard before the cache hears it, since it listens from its first page on.
focusManager.subscribe(
  (focused) =>
    focused && mark(cache.findAll({ predicate: (q) => q.observers.some((one) => one.shouldFetchOnWindowFocus()) })),
)
onlineManager.subscribe(
  (online) =>
    online && mark(cache.findAll({ predicate: (q) => q.observers.some((one) => one.shouldFetchOnReconnect()) })),
)

/** Whether nobody asks: it was news, or an interval is over. The first time that something is asked, it is a person. */
function isUnattended(queryKey: QueryKey): boolean {
  const query = cache.find({ queryKey, exact: true })
  const polled = query?.observers.some(({ options }) => options.refetchInterval) ?? false
  return unattended.has(hashKey(queryKey)) || (polled && query?.state.data !== undefined)
}

/** Reads again what stands on the page, because of news and not because somebody asked for it; see `onLive`. */
export async function readAgain(which: QueryFilters): Promise<void> {
  mark(cache.findAll({ ...which, type: 'active' }).filter((query) => !query.isDisabled()))
  await queryClient.invalidateQueries(which)
}

/** The cache's key of a question; without `ask`, of every question to that endpoint (to refetch them all). */
export const keyOf = <E extends AnyEndpoint>(endpoint: E, ask?: Asking<E>): readonly unknown[] =>
  ask === undefined ? [endpoint.method, endpoint.path] : [endpoint.method, endpoint.path, ask]

/** Query options, for `queryClient.fetchQuery`, `prefetchQuery` and the like. */
export const asked = <E extends AnyEndpoint>(endpoint: E, ask: Asking<E>) => ({
  queryKey: keyOf(endpoint, ask),
  queryFn: async ({ signal, queryKey }: { signal: AbortSignal; queryKey: QueryKey }): Promise<Answered<E>> => {
    const outcome = await call(endpoint, ask, { signal, background: isUnattended(queryKey) })
    if (!outcome.ok) throw new CallFailure(outcome.problem, outcome.document)
    return outcome
  },
})

type Reading = {
  readonly enabled?: boolean
  /** Shows the answer to the last question until the next one is there (lists). */
  readonly keepPrevious?: boolean
  /** Milliseconds for which an answer counts as fresh. */
  readonly staleTime?: number
  /** Milliseconds after which it is asked again, as background; false for never. */
  readonly refetchInterval?: number | false
}

/** The answer to a question, kept and shared: `data.answer`, `data.etag`, or `error` as a `CallFailure`. */
export const useAnswer = <E extends AnyEndpoint>(
  endpoint: E,
  ask: Asking<E>,
  { keepPrevious = false, ...options }: Reading = {},
): UseQueryResult<Answered<E>, CallFailure> =>
  useQuery<Answered<E>, CallFailure>({
    ...asked(endpoint, ask),
    ...options,
    placeholderData: keepPrevious ? keepPreviousData : undefined,
  } as Parameters<typeof useQuery<Answered<E>, CallFailure>>[0])
