import { useRef, useState } from 'react'
import { Banner } from '#src/console/kit/banner.tsx'
import { AppButton, ButtonLink } from '#src/console/kit/button.tsx'
import { PlusIcon } from '#src/console/kit/icons.ts'
import { formatNumber, plural } from '#src/console/kit/numbers.ts'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { SearchField } from '#src/console/kit/search-field.tsx'
import { EmptyState, NotYet } from '#src/console/kit/states.tsx'
import { useAnswer } from '#src/console/query.ts'
import { AppLink, useParam, useSearch, type Search } from '#src/console/routing.tsx'
import { NotFound } from '#src/console/shell/pages.tsx'
import { useShortcuts } from '#src/console/shortcuts.ts'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../sign-in/console/widgets/not-allowed.tsx'
import { listQueueMembers, listQueues, type Member, type Queue } from '../contract.ts'
import { AddAgents } from './add-agents.tsx'
import { Chosen } from './chosen.tsx'
import { MemberTable } from './member-table.tsx'
import { useLacks } from './queue-table.tsx'
import { RemoveOne } from './remove-one.tsx'
import { useLiveQueues } from './use-live-queues.ts'
import { useSelecting } from '#src/console/kit/selecting.tsx'
import classes from './queues.module.css'

/** `/queues/:id/members`: who is in a queue, in which order they are called, and who joins and leaves it (HOUSE-2). */
export function MembersPage() {
  const id = useParam('id')
  const { can, hasModule } = useMe()
  if (!hasModule('queues') || !/^[1-9]\d{0,8}$/.test(id)) return <NotFound />
  return can('users.read') ? <Found key={id} id={id} /> : <NotAllowed page="Queues" permission="users.read" />
}

function Found({ id }: { id: string }) {
  const { data, error, refetch } = useAnswer(listQueues, { query: { ids: id } }, { staleTime: 0 })
  useLiveQueues()
  const [queue] = data?.answer.items ?? []
  if (data && !queue) return <NotFound />
  if (queue) return <Members queue={queue} />
  return <NotYet what="the queue" loaded={false} error={error} onRetry={() => void refetch()} />
}

/** Of those in sight: whoever sees a part of the tenant is told so. */
function sayStaff({ active, available, minimum }: Queue, seesAll: boolean): string {
  const needed = minimum === 0 ? 'no minimum is set' : `${formatNumber(minimum)} needed`
  if (active === undefined || available === undefined) return `${needed.charAt(0).toUpperCase()}${needed.slice(1)}.`
  const whose = seesAll ? '' : ' within your reach'
  const inAll = !seesAll && minimum > 0 ? `${needed} in all` : needed
  return `${plural(active, 'active agent')}${whose}, ${inAll}. ${formatNumber(available)} available now.`
}

function Members({ queue }: { queue: Queue }) {
  const me = useMe()
  const mayAssign = me.can('queues.manage')
  const [adding, setAdding] = useState(false)
  const [removing, setRemoving] = useState<Member>()
  const [told, setTold] = useState<string>()
  return (
    <div className={classes.page}>
      <AppLink to="/queues">All queues</AppLink>
      <PageHeader
        title={queue.name}
        documentTitle={`${queue.name} · Queues`}
        count={queue.members}
        subtitle={sayStaff(queue, me.reach('users.read')?.everywhere === true)}
        actions={
          mayAssign &&
          !queue.archived && (
            <AppButton look="primary" icon={<PlusIcon size={16} />} onClick={() => setAdding(true)}>
              Add agents
            </AppButton>
          )
        }
      />
      <Standing queue={queue} />
      {told && (
        <Banner kind="success" onDismiss={() => setTold(undefined)}>
          {told}
        </Banner>
      )}
      <MemberList queue={queue} mayAssign={mayAssign} onRemove={setRemoving} />
      {adding && <AddAgents queue={queue} onClose={() => setAdding(false)} onDone={setTold} />}
      {removing && (
        <RemoveOne queue={queue} member={removing} onClose={() => setRemoving(undefined)} onDone={setTold} />
      )}
    </div>
  )
}

type MemberListProps = { queue: Queue; mayAssign: boolean; onRemove: (member: Member) => void }

function MemberList({ queue, mayAssign, onRemove }: MemberListProps) {
  const { q = '', after } = useSearch()
  const field = useRef<HTMLInputElement>(null)
  useShortcuts('Members', [{ keys: '/', says: 'Search', run: () => field.current?.focus() }])
  const ask = { params: { id: String(queue.id) }, query: { search: q, ...(after ? { after } : {}) } }
  const { data, error, refetch } = useAnswer(listQueueMembers, ask, { keepPrevious: true, staleTime: 0 })
  const selected = useSelecting(q)
  const here = `/queues/${queue.id}/members`
  const { items = [], total = 0, next = null } = data?.answer ?? {}
  return (
    <>
      {(queue.members !== 0 || q !== '') && (
        <div className={classes.bar}>
          <SearchField label="Search members" name="member-search" ref={field} />
        </div>
      )}
      <NotYet what="the members" loaded={data !== undefined} error={error} onRetry={() => void refetch()} />
      {data && items.length === 0 && <Nobody queue={queue} search={q} here={here} />}
      {items.length > 0 && (
        <>
          {mayAssign && <Chosen queue={queue} search={q} total={total} page={items} selected={selected} />}
          <MemberTable
            queueId={queue.id}
            members={items}
            mayAssign={mayAssign}
            selected={selected}
            onRemove={onRemove}
          />
        </>
      )}
      <Pages here={here} search={q ? { q } : {}} after={after} next={next} />
    </>
  )
}

type PagesProps = { here: string; search: Search; after: string | undefined; next: string | null }

function Pages({ here, search, after, next }: PagesProps) {
  if (!after && !next) return null
  return (
    <nav aria-label="Pages of members" className={classes.pages}>
      {after && (
        <ButtonLink to={here} search={search}>
          First
        </ButtonLink>
      )}
      {next && (
        <ButtonLink to={here} search={{ ...search, after: next }}>
          Next
        </ButtonLink>
      )}
    </nav>
  )
}

/** What of the queue needs somebody to act. */
function Standing({ queue }: { queue: Queue }) {
  const short = useLacks()(queue)
  if (queue.archived) return <Banner kind="info">This queue is archived: nobody can be added to it.</Banner>
  if (short === 0) return null
  return (
    <Banner kind="warning">
      Below its minimum: {formatNumber(queue.minimum - short)} of {formatNumber(queue.minimum)} active agents.
    </Banner>
  )
}

function Nobody({ queue, search, here }: { queue: Queue; search: string; here: string }) {
  const seesAll = useMe().reach('users.read')?.everywhere === true
  if (search !== '')
    return (
      <EmptyState
        title={`No member of ${queue.name} matches “${search}”`}
        actions={<ButtonLink to={here}>Clear the search</ButtonLink>}
      />
    )
  return (
    <EmptyState title={seesAll ? 'Nobody is in this queue yet' : 'Nobody within your reach is in this queue'}>
      {seesAll ? 'Its calls wait until agents are added.' : undefined}
    </EmptyState>
  )
}
