import { useInfiniteQuery } from '@tanstack/react-query'
import { AppButton } from '#src/console/kit/button.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '#src/console/kit/states.tsx'
import { asked, keyOf, type CallFailure } from '#src/console/query.ts'
import { listActivity, listUserActivity, type ActivityItem, type PageAsked } from '../../contract.ts'
import { ActivityLine } from './activity-line.tsx'
import { byDay } from './days.ts'
import classes from './activity.module.css'

/** Of one user or of everybody: both answer alike. */
type Pages = { readonly answer: { readonly items: ActivityItem[]; readonly next: string | null } }

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

type ActivityListProps = {
  found: ReturnType<typeof useActivity>
  timeZone: string
  named?: boolean
  /** Whether something narrows it: then nothing found is said otherwise. */
  narrowed: boolean
}

/** What was done, newest first, under the days of the zone. */
export function ActivityList({ found, timeZone, named, narrowed }: ActivityListProps) {
  const items = found.data?.pages.flatMap(({ answer }) => answer.items) ?? []
  return (
    <>
      {found.error && found.error.problem !== 'invalid-request' && (
        <ErrorState title="Couldn’t load the activity." onRetry={() => void found.refetch()}>
          {found.error.message}
        </ErrorState>
      )}
      {found.isPending && <SkeletonRows what="the activity" />}
      {found.isSuccess && items.length === 0 && (
        <EmptyState title={narrowed ? 'Nothing matches' : 'Nothing happened yet'} />
      )}
      {byDay(items, timeZone).map(({ day, items: of }) => (
        <section key={day} className={classes.daily}>
          <h2 className={classes.heading}>{day}</h2>
          <ol className={classes.lines}>
            {of.map((item) => (
              <ActivityLine
                key={`${item.id} ${item.kind} ${item.user?.id ?? ''}`}
                item={item}
                timeZone={timeZone}
                named={named}
              />
            ))}
          </ol>
        </section>
      ))}
      {found.hasNextPage && (
        <div>
          <AppButton busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            Earlier activity
          </AppButton>
        </div>
      )}
    </>
  )
}
