import { ActivityFilters } from './activity-filters.tsx'
import { ActivityList } from './activity-list.tsx'
import { DownloadLink } from './download-link.tsx'
import { HeatMap } from './heat-map.tsx'
import { useActivity } from './use-activity.ts'
import { useNarrowing } from './use-narrowing.ts'
import { WhichView } from './which-view.tsx'
import classes from './activity.module.css'

/** What one user did, day by day of their own zone, and when in the week they do most. */
export function UserActivity({ userId, timeZone }: { userId: string; timeZone: string }) {
  const narrowing = useNarrowing(timeZone)
  const found = useActivity(userId, narrowing)
  return (
    <div className={classes.page}>
      <div className={classes.bar}>
        <WhichView userId={userId} live={false} />
        <DownloadLink userId={userId} narrowing={narrowing} />
      </div>
      <HeatMap userId={userId} narrowing={narrowing} />
      <ActivityFilters problem={found.error?.problem === 'invalid-request' ? found.error.message : undefined} />
      <ActivityList
        key={JSON.stringify(narrowing)}
        found={found}
        timeZone={timeZone}
        narrowed={Object.values(narrowing).some(Boolean)}
      />
    </div>
  )
}
