import { useState } from 'react'
import { ButtonLink } from '#src/console/kit/button.tsx'
import { Banner } from '#src/console/kit/banner.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { EmptyState, NotYet } from '#src/console/kit/states.tsx'
import { useAnswer } from '#src/console/query.ts'
import { NotFound } from '#src/console/shell/pages.tsx'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../sign-in/console/widgets/not-allowed.tsx'
import { listAside } from '../contract/aside.ts'
import { AsideCard } from './aside-card.tsx'
import classes from './pages.module.css'

/** `/calls/aside`: records that could not be counted, by cause; mended here, or sent again by their sender (LOG-4). */
export function AsidePage() {
  const { reach, hasModule } = useMe()
  if (!hasModule('calls')) return <NotFound />
  if (!reach('activity.send')?.everywhere) return <NotAllowed page="Calls kept aside" permission="activity.send" />
  return <Aside />
}

function Aside() {
  const [said, setSaid] = useState<string>()
  const { data, error, refetch } = useAnswer(listAside, {}, { staleTime: 0 })
  const answer = data?.answer
  return (
    <div className={classes.page}>
      <PageHeader
        title="Calls kept aside"
        documentTitle="Kept aside · Calls"
        count={answer?.total}
        subtitle="Records that could not be counted. Mended ones are counted at once; a record that its sender sends again, mended, leaves by itself."
        actions={<ButtonLink to="/calls">All calls</ButtonLink>}
      />
      {said && (
        <Banner kind="success" onDismiss={() => setSaid(undefined)}>
          {said}
        </Banner>
      )}
      <NotYet what="the records" loaded={answer !== undefined} error={error} onRetry={() => void refetch()} />
      {answer?.total === 0 && (
        <EmptyState title="Nothing is kept aside">Every record that was sent is counted.</EmptyState>
      )}
      {answer?.items.map((group) => (
        <AsideCard
          key={`${group.cause} ${group.agent?.kind} ${group.agent?.name}`}
          group={group}
          onSettled={({ counted, dismissed, left }) =>
            setSaid(
              [
                counted > 0 ? `${plural(counted, 'call')} counted.` : '',
                dismissed > 0 ? `${plural(dismissed, 'record')} dismissed.` : '',
                left > 0 ? `${plural(left, 'record')} still cannot be counted.` : '',
              ]
                .filter(Boolean)
                .join(' '),
            )
          }
        />
      ))}
      {answer && <More shown={answer.items.reduce((sum, { records }) => sum + records, 0)} total={answer.total} />}
    </div>
  )
}

function More({ shown, total }: { shown: number; total: number }) {
  if (shown >= total) return null
  return <p className="rc-muted">And {plural(total - shown, 'record')} under further names. Mend these first.</p>
}
