import { AppButton } from '#src/console/kit/button.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '#src/console/kit/states.tsx'
import { ActivityLine } from './activity-line.tsx'
import { byDay } from './days.ts'
import { SearchFurther } from './search-further.tsx'
import type { FoundActivity } from './use-activity.ts'
import classes from './activity.module.css'

type ActivityListProps = {
  found: FoundActivity
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
      {found.isSuccess && items.length === 0 && !found.hasNextPage && (
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
      {found.hasNextPage && <Further found={found} timeZone={timeZone} />}
    </>
  )
}

function Further({ found, timeZone }: Pick<ActivityListProps, 'found' | 'timeZone'>) {
  const searchedTo = found.data?.pages.at(-1)?.answer.searchedTo
  if (searchedTo) return <SearchFurther found={found} searchedTo={searchedTo} timeZone={timeZone} />
  return (
    <div>
      <AppButton busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
        Earlier activity
      </AppButton>
    </div>
  )
}
