import { PageHeader } from '#src/console/kit/page-header.tsx'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../sign-in/console/widgets/not-allowed.tsx'
import { ActivityFilters } from './widgets/activity-filters.tsx'
import { ActivityList } from './widgets/activity-list.tsx'
import { DownloadLink } from './widgets/download-link.tsx'
import { useActivity } from './widgets/use-activity.ts'
import { useNarrowing } from './widgets/use-narrowing.ts'
import classes from './widgets/activity.module.css'

/** `/activity`: what everybody in sight did (LOG-2). */
export function ActivityPage() {
  return useMe().can('activity.read') ? <Activity /> : <NotAllowed page="Activity" permission="activity.read" />
}

function Activity() {
  const { timeZone } = useMe().user
  const narrowing = useNarrowing(timeZone)
  const found = useActivity(null, narrowing)
  return (
    <div className={classes.page}>
      <PageHeader
        title="Activity"
        subtitle="What everybody did and what was changed of them, newest first."
        actions={<DownloadLink userId={null} narrowing={narrowing} />}
      />
      <ActivityFilters problem={found.error?.problem === 'invalid-request' ? found.error.message : undefined} />
      <ActivityList
        key={JSON.stringify(narrowing)}
        found={found}
        timeZone={timeZone}
        named
        narrowed={Object.values(narrowing).some(Boolean)}
      />
    </div>
  )
}
