import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { asked, keyOf, type CallFailure } from '#src/console/query.ts'
import { listReviewRows, type ReviewRow } from '../contract.ts'

/** More than so many users are no longer something that one prints. */
export const MOST_PRINTED = 5000
const LIMIT = '200'

type Page = Awaited<ReturnType<ReturnType<typeof asked<typeof listReviewRows>>['queryFn']>>

/** Every user of a review, page after page; `whole` once the last one is there. */
export function useRecord(id: string) {
  const params = { id }
  const found = useInfiniteQuery<Page, CallFailure>({
    queryKey: [...keyOf(listReviewRows, { params, query: { limit: LIMIT } }), 'pages'],
    queryFn: ({ pageParam, ...context }) =>
      asked(listReviewRows, { params, query: { limit: LIMIT, after: pageParam as string | undefined } }).queryFn(
        context,
      ),
    initialPageParam: undefined,
    getNextPageParam: (last) => last.answer.next ?? undefined,
  })
  const rows: readonly ReviewRow[] = found.data?.pages.flatMap(({ answer }) => answer.items) ?? []
  const { hasNextPage, isFetching, isError, fetchNextPage } = found
  const goesOn = hasNextPage && !isFetching && !isError && rows.length < MOST_PRINTED
  useEffect(() => {
    if (goesOn) void fetchNextPage()
  }, [goesOn, fetchNextPage])
  const whole = found.data !== undefined && !hasNextPage
  return { rows, whole, cut: hasNextPage && rows.length >= MOST_PRINTED, error: found.error, again: found.refetch }
}
