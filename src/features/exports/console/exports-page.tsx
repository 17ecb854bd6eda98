import { ButtonLink } from '#src/console/kit/button.tsx'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { PlainTable, type PlainColumn } from '#src/console/kit/plain-table.tsx'
import { EmptyState, NotYet } from '#src/console/kit/states.tsx'
import { TimeText } from '#src/console/kit/time-text.tsx'
import { keyOf, useAnswer } from '#src/console/query.ts'
import { AppLink, useSearch } from '#src/console/routing.tsx'
import { MorePages } from '../../changes/console/widgets/more-pages.tsx'
import { ProgressBar } from '../../changes/console/widgets/progress-bar.tsx'
import { useWatched } from '../../changes/console/widgets/use-watched.ts'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../sign-in/console/widgets/not-allowed.tsx'
import { KEPT_DAYS, listExports, type ExportView } from '../contract.ts'
import { isMoving, partDone, sayState } from './say-export.ts'
import classes from './exports.module.css'

/** `/exports`: what was exported lately, and what was mailed to one's own address. */
export function ExportsPage() {
  return useMe().can('users.export') ? <Exports /> : <NotAllowed page="Exports" permission="users.export" />
}

function Exports() {
  const { after } = useSearch()
  const ask = { query: after ? { after } : {} }
  const { data, error, refetch } = useAnswer(listExports, ask, { keepPrevious: true, staleTime: 0 })
  const exports = data?.answer
  useWatched(keyOf(listExports), undefined, exports?.items.some(isMoving) ?? false)
  return (
    <div className={classes.page}>
      <PageHeader title="Exports" subtitle={`Lists of users as files. Each is kept for ${KEPT_DAYS} days.`} />
      <NotYet what="the exports" loaded={exports !== undefined} error={error} onRetry={() => void refetch()} />
      {exports &&
        (exports.items.length === 0 ? (
          <EmptyState title="No exports yet" actions={<ButtonLink to="/users">Go to the users</ButtonLink>}>
            “Export” above the list makes a file of the users that it shows.
          </EmptyState>
        ) : (
          <PlainTable caption="Exports, newest first" columns={columns} rows={exports.items} idOf={({ id }) => id} />
        ))}
      <MorePages what="exports" to="/exports" of={{}} after={after} next={exports?.next} />
    </div>
  )
}

const columns: readonly PlainColumn<ExportView>[] = [
  { label: 'File', cell: ({ id, fileName }) => <AppLink to={`/exports/${id}`}>{fileName}</AppLink> },
  { label: 'State', wide: true, cell: (one) => <State one={one} /> },
  { label: 'By', wide: true, cell: ({ by }) => <bdi>{by.name}</bdi> },
  { label: 'Asked for', wide: true, cell: ({ madeAt }) => <TimeText at={madeAt} unfocusable /> },
]

const State = ({ one }: { one: ExportView }) => (
  <span className={classes.state}>
    {one.state === 'running' && <ProgressBar part={partDone(one)} label={one.fileName} />}
    {sayState(one)}
  </span>
)
