/** Reading through a cache: `call` with TanStack Query around it. */
import { keepPreviousData, QueryClient, useQuery, type UseQueryResult } from '@tanstack/react-query'
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

/** The cache's key of a question; without `ask`, of every question to that endpoint (to refetch them all). */
export const keyOf = <E extends AnyEndpoint>(endpoint: E, ask?: Asking<E>): readonly unknown[] =>
  ask === undefined ? [endpoint.method, endpoint.path] : [endpoint.method, endpoint.path, ask]

/** Query options, for `queryClient.fetchQuery`, `prefetchQuery` and the like. */
export const asked = <E extends AnyEndpoint>(endpoint: E, ask: Asking<E>) => ({
  queryKey: keyOf(endpoint, ask),
  queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Answered<E>> => {
    const outcome = await call(endpoint, ask, { signal })
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
