import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Asking } from '#src/contract/endpoint.ts'
import type { Answered } from '#src/console/api.ts'
import { asked, queryClient, useAnswer, type CallFailure } from '#src/console/query.ts'
import { countUsers, listUsers } from '../../../contract/endpoints.ts'
import { formatSort } from '../../../contract/sorts.ts'
import type { UserRow } from '../../../contract/user.ts'
import { askedPeople, peopleKey, type ListAddress, type Size } from '../address/address.ts'

/** The rows do not wait longer than this for their total; then it is asked for on its own. */
const TOTAL_WITHIN_MS = '150'

type Place = Pick<ListAddress, 'search' | 'filters' | 'sort' | 'after' | 'before'>
const pageAsk = (place: Place, size: Size): Asking<typeof listUsers> => ({
  query: {
    ...askedPeople(place),
    sort: formatSort(place.sort),
    limit: String(size),
    ...(place.after === null ? {} : { after: place.after }),
    ...(place.before === null ? {} : { before: place.before }),
    totalWithin: TOTAL_WITHIN_MS,
  },
})

export type PeoplePage = {
  readonly rows: readonly UserRow[] | undefined
  /** Undefined while they are counted. */
  readonly total: number | undefined
  /** Of how many: everybody of the chosen sites. Undefined when nothing narrows the list, or not yet known. */
  readonly everybody: number | undefined
  readonly next: string | null
  readonly previous: string | null
  /** Older rows stand there while others are fetched. */
  readonly fetching: boolean
  readonly stale: boolean
  readonly error: CallFailure | null
  readonly refetch: () => void
  readonly cancel: () => void
  /** When the rows arrived, in milliseconds since 1970. */
  readonly at: number
}

export type PeopleAsk = {
  readonly address: ListAddress
  readonly size: Size
  /** False while it is not yet known what to ask. */ readonly ready: boolean
}

/** One page of people in one request; the exact total comes with it, or follows when counting takes longer. */
export function usePeople({ address, size, ready }: PeopleAsk): PeoplePage {
  const ask = pageAsk(address, size)
  const options = asked(listUsers, ask)
  const page = useQuery<Answered<typeof listUsers>, CallFailure>({
    ...options,
    enabled: ready,
    placeholderData: keepPreviousData,
    // Rows that moved because somebody came back to the window would move under their eyes.
    refetchOnWindowFocus: false,
  })
  const found = page.data?.answer
  const total = useTotal(address, found?.total, !page.isPlaceholderData)
  const { site } = address.filters
  const whole = { search: '', filters: site?.op === 'any' ? { site } : {} }
  const narrowed = peopleKey(address) !== peopleKey(whole)
  const everybody = useAnswer(
    countUsers,
    { query: askedPeople(whole) },
    { enabled: ready && narrowed, staleTime: 60_000 },
  )
  return {
    rows: found?.items,
    total,
    everybody: narrowed ? everybody.data?.answer.total : undefined,
    next: found?.next ?? null,
    previous: found?.previous ?? null,
    fetching: page.isFetching,
    stale: page.isPlaceholderData,
    error: page.error,
    refetch: () => void page.refetch(),
    cancel: () => void queryClient.cancelQueries({ queryKey: options.queryKey }),
    at: page.dataUpdatedAt,
  }
}

/** Counting may take longer than finding the rows: then it is asked for on its own, and shown when it comes. */
function useTotal(address: ListAddress, said: number | null | undefined, fresh: boolean): number | undefined {
  const counted = useAnswer(
    countUsers,
    { query: askedPeople(address) },
    { enabled: fresh && said === null, staleTime: 30_000 },
  )
  return said ?? (said === null ? counted.data?.answer.total : undefined)
}

/** Fetches a page before it is asked for: the pointer is on its button. */
export function prefetchPage(place: Place, size: Size) {
  void queryClient.prefetchQuery(asked(listUsers, pageAsk(place, size)))
}
