import { useEffect } from 'react'
import { Banner } from '#src/console/kit/banner.tsx'
import { ButtonLink } from '#src/console/kit/button.tsx'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { EmptyState, NotYet } from '#src/console/kit/states.tsx'
import { onLive } from '#src/console/live.ts'
import { keyOf, queryClient, useAnswer } from '#src/console/query.ts'
import { AppLink, useSearch, type Search } from '#src/console/routing.tsx'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../sign-in/console/widgets/not-allowed.tsx'
import { listLocks } from '../contract.ts'
import { LockList } from './lock-list.tsx'
import { StormBanner } from './storm-banner.tsx'
import { usePlannedUnlock, useUnlock, type PlannedUnlock, type Unlock } from './use-unlock.ts'
import classes from './locked.module.css'

const HERE = '/settings/locked'
/** Whoever looks on sees a lock end, and new ones come. */
const AGAIN_MS = 60_000

/** `/settings/locked`: who is locked after failed tries, why, from where and until when (AUTH-7). */
export function LockedPage() {
  return useMe().can('users.unlock') ? <Locked /> : <NotAllowed page="Locked accounts" permission="users.unlock" />
}

const renew = () => void queryClient.invalidateQueries({ queryKey: keyOf(listLocks) })

function useLocks() {
  const { after, storm } = useSearch()
  const query = { ...(after ? { after } : {}), ...(storm ? { storm } : {}) }
  const { data, error, refetch } = useAnswer(listLocks, { query }, { keepPrevious: true, staleTime: 0 })
  useEffect(() => onLive('users-changed', renew), [])
  useEffect(() => {
    const timer = setInterval(renew, AGAIN_MS)
    return () => clearInterval(timer)
  }, [])
  return { after, storm, answer: data?.answer, error, refetch: () => void refetch() }
}

function Locked() {
  const { after, storm, answer, error, refetch } = useLocks()
  const one = useUnlock()
  const many = usePlannedUnlock()
  const all = storm && <ButtonLink to={HERE}>All locked accounts</ButtonLink>
  const nobody = answer?.items.length === 0 && !after && (answer.storms.length === 0 || storm)
  return (
    <div className={classes.page}>
      <PageHeader
        title="Locked accounts"
        documentTitle="Locked accounts · Settings"
        subtitle="After five failures an account waits, longer each time. A browser in which its owner signed in before still gets in."
      />
      <Told one={one} many={many} />
      {answer?.storms.map((event) => (
        <StormBanner
          key={`${event.site.id} ${event.since}`}
          storm={event}
          here={HERE}
          open={String(event.site.id) === storm}
          busy={many.busy}
          onUnlock={() => many.plan({ matching: { filters: { locked: 'any:yes', site: `any:${event.site.id}` } } })}
        />
      ))}
      <NotYet what="the locked accounts" loaded={answer !== undefined} error={error} onRetry={refetch} />
      {nobody && (
        <EmptyState title="Nobody is locked" actions={all || <ButtonLink to="/users">Go to the users</ButtonLink>} />
      )}
      {answer && answer.items.length > 0 && <LockList locks={answer.items} one={one} many={many} beside={all} />}
      {answer && <Pages after={after} storm={storm} next={answer.next} />}
    </div>
  )
}

/** What came of the last button. */
function Told({ one, many }: { one: Unlock; many: PlannedUnlock }) {
  const problem = one.problem ?? many.problem
  if (problem)
    return (
      <Banner kind="danger" urgent>
        {problem}
      </Banner>
    )
  return (
    one.unlocked && (
      <Banner kind="success">
        <AppLink to={`/users/${one.unlocked.id}`}>
          <bdi>{one.unlocked.name}</bdi>
        </AppLink>{' '}
        is unlocked.
      </Banner>
    )
  )
}

type PagesProps = { after: string | undefined; storm: string | undefined; next: string | null }

function Pages({ after, storm, next }: PagesProps) {
  if (!after && !next) return null
  const here: Search = storm ? { storm } : {}
  return (
    <nav aria-label="Pages of locked accounts" className={classes.doing}>
      {after && (
        <ButtonLink to={HERE} search={here}>
          First
        </ButtonLink>
      )}
      {next && (
        <ButtonLink to={HERE} search={{ ...here, after: next }}>
          Next
        </ButtonLink>
      )}
    </nav>
  )
}
