import { useState } from 'react'
import { call } from '#src/console/api.ts'
import { Banner } from '#src/console/kit/banner.tsx'
import { AppButton, ButtonLink } from '#src/console/kit/button.tsx'
import { announce } from '#src/console/kit/live-region.tsx'
import { formatNumber } from '#src/console/kit/numbers.ts'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { PlainTable, type PlainColumn } from '#src/console/kit/plain-table.tsx'
import { Select } from '#src/console/kit/select.tsx'
import { EmptyState, NotYet } from '#src/console/kit/states.tsx'
import { TextField } from '#src/console/kit/text-field.tsx'
import { keyOf, queryClient, useAnswer } from '#src/console/query.ts'
import { AppLink, useGo, useSearch, type Search } from '#src/console/routing.tsx'
import { sayProblem } from '#src/console/sending.ts'
import { usePlan } from '../../changes/console/widgets/use-plan.ts'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../sign-in/console/widgets/not-allowed.tsx'
import { listSites } from '../../sites/contract.ts'
import { endOneSession, listSessions, type ListedSession } from '../contract/listed.ts'
import { sayDevice } from './widgets/say-device.ts'
import { deviceOf, liveColumns } from './widgets/session-columns.tsx'
import classes from './sessions-page.module.css'

const HERE = '/sessions'
const LOOK_MILLIS = 15_000
const EVERYWHERE = 'all'

/** `/sessions`: who is signed in now (AUTH-8). */
export function SessionsPage() {
  return useMe().can('users.sessions') ? <Sessions /> : <NotAllowed page="Sessions" permission="users.sessions" />
}

const queryOf = ({ q, site, after }: Search) => ({
  ...(q ? { search: q } : {}),
  ...(site ? { site } : {}),
  ...(after ? { after } : {}),
})

function Sessions() {
  const asked = useSearch()
  const { data, error, refetch } = useAnswer(
    listSessions,
    { query: queryOf(asked) },
    { keepPrevious: true, staleTime: 0, refetchInterval: LOOK_MILLIS },
  )
  const { end, problem } = useEnd()
  const mass = usePlan()
  const answer = data?.answer
  const columns = liveColumns<ListedSession>({ label: 'User', cell: userOf }, [device, site], {
    onEnd: (session) => void end(session),
    says: ({ user, userAgent }) => `${user.name}, ${sayDevice(userAgent)}`,
  })
  return (
    <div className={classes.page}>
      <PageHeader
        title="Sessions"
        count={answer?.total}
        subtitle="Who is signed in now, the latest sign-in first."
        actions={answer !== undefined && answer.total > 0 && <EndAll total={answer.total} asked={asked} mass={mass} />}
      />
      <Narrow asked={asked} />
      {(problem ?? mass.problem) && (
        <Banner kind="danger" urgent>
          {problem ?? mass.problem}
        </Banner>
      )}
      <NotYet what="the sessions" loaded={answer !== undefined} error={error} onRetry={() => void refetch()} />
      {answer?.items.length === 0 && (
        <EmptyState
          title={asked['q'] || asked['site'] ? 'Nobody who matches is signed in now.' : 'No older session.'}
        />
      )}
      {answer && answer.items.length > 0 && (
        <PlainTable caption="Open sessions" columns={columns} rows={answer.items} idOf={({ id }) => id} />
      )}
      {answer && <Pages asked={asked} next={answer.next} />}
    </div>
  )
}

const userOf = ({ user }: ListedSession) => (
  <AppLink to={`/users/${user.id}/sessions`}>
    <bdi>{user.name}</bdi>
  </AppLink>
)
const device: PlainColumn<ListedSession> = { label: 'Device', wide: true, cell: deviceOf }
const site: PlainColumn<ListedSession> = { label: 'Site', wide: true, cell: ({ user }) => <bdi>{user.site}</bdi> }

function useEnd() {
  const [problem, setProblem] = useState<string>()
  const end = async ({ id, user }: ListedSession) => {
    const outcome = await call(endOneSession, { params: { id } })
    setProblem(outcome.ok ? undefined : sayProblem(outcome.document))
    if (outcome.ok) announce(`A session of ${user.name} ended`)
    await queryClient.invalidateQueries({ queryKey: keyOf(listSessions) })
  }
  return { end, problem }
}

type EndAllProps = { total: number; asked: Search; mass: Pick<ReturnType<typeof usePlan>, 'plan' | 'busy'> }

/** Leads to a plan, which says of how many users before anybody is signed out. */
function EndAll({ total, asked: { q, site }, mass: { plan, busy } }: EndAllProps) {
  const filters = { availability: 'any:signed-in', ...(site ? { site: `any:${site}` } : {}) }
  const target = { matching: { filters, ...(q ? { search: q } : {}) } }
  return (
    <AppButton busy={busy} onClick={() => void plan({ action: 'end-sessions', target })}>
      {q || site ? `End all ${formatNumber(total)} that match…` : 'Sign out everybody…'}
    </AppButton>
  )
}

function Narrow({ asked }: { asked: Search }) {
  const go = useGo()
  const [typed, setTyped] = useState(asked['q'] ?? '')
  const sites = useAnswer(listSites, {}, { staleTime: 60_000 }).data?.answer.items ?? []
  const narrow = (wanted: { q?: string; site?: string }) => {
    const { q, site } = { q: asked['q'], site: asked['site'], ...wanted }
    go(HERE, { search: { ...(q ? { q } : {}), ...(site ? { site } : {}) }, replace: true })
  }
  return (
    <form
      role="search"
      className={classes.narrow}
      onSubmit={(event) => {
        event.preventDefault()
        narrow({ q: typed.trim() })
      }}
    >
      <TextField
        label="Find by name, username or e-mail"
        name="session-search"
        type="search"
        value={typed}
        onChange={setTyped}
      />
      <Select
        label="Site"
        name="session-site"
        value={asked['site'] ?? EVERYWHERE}
        onChange={(value) => narrow({ site: value === null || value === EVERYWHERE ? '' : value })}
        options={[
          { value: EVERYWHERE, label: 'All sites' },
          ...sites.map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
      />
      <AppButton type="submit">Find</AppButton>
    </form>
  )
}

function Pages({ asked, next }: { asked: Search; next: string | null }) {
  const { after, ...of } = asked
  if (!after && !next) return null
  return (
    <nav aria-label="Pages of sessions" className={classes.pages}>
      {after && (
        <ButtonLink to={HERE} search={of}>
          Latest
        </ButtonLink>
      )}
      {next && (
        <ButtonLink to={HERE} search={{ ...of, after: next }}>
          Earlier
        </ButtonLink>
      )}
    </nav>
  )
}
