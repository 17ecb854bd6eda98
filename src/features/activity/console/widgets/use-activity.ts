import { useInfiniteQuery } from '@tanstack/react-query'
import { asked, keyOf, type CallFailure } from '#src/console/query.ts'
import { listActivity, listUserActivity, type ActivityItem, type PageAsked } from '../../contract.ts'

/** Of one user or of everybody: both answer alike. */
type Pages = {
  readonly answer: {
    readonly items: ActivityItem[]
    readonly next: string | null
    /** So far back everything was looked at, where a page ended before it was full. */
    readonly searchedTo: string | null
  }
}

const LIMIT = '50'

/** The pages of what one user did, or everybody, as far as they were asked for. */
export function useActivity(userId: string | null, narrowing: Omit<PageAsked, 'limit' | 'after'>) {
  const first = { ...narrowing, limit: LIMIT }
  const queryKey =
    userId === null
      ? keyOf(listActivity, { query: first })
      : keyOf(listUserActivity, { params: { id: userId }, query: first })
  return useInfiniteQuery<Pages, CallFailure>({
    queryKey: [...queryKey, 'pages'],
    queryFn: ({ pageParam, ...context }): Promise<Pages> => {
      const query = { ...first, after: pageParam as string | undefined }
      return userId === null
        ? asked(listActivity, { query }).queryFn(context)
        : asked(listUserActivity, { params: { id: userId }, query }).queryFn(context)
    },
    initialPageParam: undefined,
    getNextPageParam: (last) => last.answer.next ?? undefined,
  })
}

export type FoundActivity = ReturnType<typeof useActivity>
