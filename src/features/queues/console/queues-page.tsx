import { useRef, useState, type Ref } from 'react'
import type { AnswerOf } from '#src/contract/endpoint.ts'
import { Banner } from '#src/console/kit/banner.tsx'
import { AppButton } from '#src/console/kit/button.tsx'
import { Checkbox } from '#src/console/kit/choices.tsx'
import { Drawer } from '#src/console/kit/drawer.tsx'
import { PlusIcon } from '#src/console/kit/icons.ts'
import { formatNumber, plural } from '#src/console/kit/numbers.ts'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { SearchField } from '#src/console/kit/search-field.tsx'
import { EmptyState, NotYet } from '#src/console/kit/states.tsx'
import { useAnswer } from '#src/console/query.ts'
import { useSearch, useSetSearch } from '#src/console/routing.tsx'
import { NotFound } from '#src/console/shell/pages.tsx'
import { useShortcuts } from '#src/console/shortcuts.ts'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../sign-in/console/widgets/not-allowed.tsx'
import { listQueues, type Queue } from '../contract.ts'
import { EditQueueForm, NewQueueForm } from './queue-form.tsx'
import { QueueTable } from './queue-table.tsx'
import { useArchive } from './use-archive.ts'
import { useLiveQueues } from './use-live-queues.ts'
import classes from './queues.module.css'

/** More rows than a page can hold; the search narrows them. */
const MOST_SHOWN = 200

/** `/queues`: where calls wait, and whether enough people are there for them (HOUSE-1, HOUSE-2). */
export function QueuesPage() {
  const { can, hasModule } = useMe()
  if (!hasModule('queues')) return <NotFound />
  return can('users.read') || can('queues.manage') ? <Queues /> : <NotAllowed page="Queues" permission="users.read" />
}

function Queues() {
  const mayManage = useMe().reach('queues.manage')?.everywhere === true
  const { q = '', archived } = useSearch()
  const [drawer, setDrawer] = useState<{ opened: boolean; queue?: Queue }>({ opened: false })
  const [done, setDone] = useState<{ id: number; word: string }>()
  const { archive, last, problem, dismiss } = useArchive()
  const query = { search: q, limit: String(MOST_SHOWN), ...(archived === 'yes' ? { archived: 'yes' as const } : {}) }
  const { data, error, refetch } = useAnswer(listQueues, { query }, { keepPrevious: true, staleTime: 0 })
  useLiveQueues()
  const search = useRef<HTMLInputElement>(null)
  useShortcuts('Queues', [
    { keys: '/', says: 'Search', run: () => search.current?.focus() },
    ...(mayManage ? [{ keys: 'c', says: 'New queue', run: () => setDrawer({ opened: true }) }] : []),
  ])
  const answer = data?.answer
  const close = () => setDrawer({ ...drawer, opened: false })
  const saved = (word: string) => (queue: Queue) => {
    setDone({ id: queue.id, word })
    close()
  }
  return (
    <div className={classes.page}>
      <PageHeader
        title="Queues"
        count={answer?.total}
        subtitle="Where calls wait. Agents are assigned here, each with a priority."
        actions={
          mayManage && (
            <AppButton look="primary" icon={<PlusIcon size={16} />} onClick={() => setDrawer({ opened: true })}>
              New queue
            </AppButton>
          )
        }
      />
      {last && <Archived queue={last} onUndo={() => void archive(last, !last.archived)} onDismiss={dismiss} />}
      {problem && (
        <Banner kind="warning" urgent onDismiss={dismiss}>
          {problem}
        </Banner>
      )}
      <QueueList
        mayManage={mayManage}
        answer={answer}
        field={search}
        done={done}
        onEdit={(queue) => setDrawer({ opened: true, queue })}
        onArchive={(queue) => void archive(queue, !queue.archived)}
      />
      <NotYet what="the queues" loaded={answer !== undefined} error={error} onRetry={() => void refetch()} />
      <Drawer opened={drawer.opened} onClose={close} title={drawer.queue ? `Edit ${drawer.queue.name}` : 'New queue'}>
        {drawer.queue ? (
          <EditQueueForm
            queue={drawer.queue}
            latest={answer?.items.find(({ id }) => id === drawer.queue?.id) ?? drawer.queue}
            onSaved={saved('Saved')}
          />
        ) : (
          <NewQueueForm onSaved={saved('Created')} />
        )}
      </Drawer>
    </div>
  )
}

type QueueListProps = Pick<Parameters<typeof QueueTable>[0], 'mayManage' | 'done' | 'onEdit' | 'onArchive'> & {
  answer: AnswerOf<typeof listQueues> | undefined
  field: Ref<HTMLInputElement>
}

function QueueList({ answer, field, ...table }: QueueListProps) {
  const { q = '', archived } = useSearch()
  const setSearch = useSetSearch()
  return (
    <>
      <div className={classes.bar}>
        <SearchField label="Search queues" name="queue-search" ref={field} />
        <Checkbox
          name="queues-archived"
          label="Show archived"
          checked={archived === 'yes'}
          onChange={(on) => setSearch({ archived: on ? 'yes' : undefined })}
        />
      </div>
      {answer?.total === 0 && (
        <Nothing search={q} mayManage={table.mayManage} onClear={() => setSearch({ q: undefined })} />
      )}
      {answer && answer.total > 0 && <QueueTable {...table} queues={answer.items} />}
      {answer && answer.total > MOST_SHOWN && (
        <p className="rc-muted">{`The first ${MOST_SHOWN} of ${formatNumber(answer.total)}. Search to narrow them.`}</p>
      )}
    </>
  )
}

type ArchivedProps = { queue: Queue; onUndo: () => void; onDismiss: () => void }

function Archived({ queue, onUndo, onDismiss }: ArchivedProps) {
  const { members } = queue
  const stay =
    members === undefined
      ? 'Whoever is in it stays in it'
      : members === 0
        ? 'Nobody is in it'
        : `${plural(members, 'person stays', 'people stay')} in it`
  return (
    <Banner
      kind="success"
      onDismiss={onDismiss}
      actions={
        <AppButton small onClick={onUndo}>
          Undo
        </AppButton>
      }
    >
      <bdi>{queue.name}</bdi>{' '}
      {queue.archived ? `is archived: it is offered nowhere. ${stay}.` : 'is back, and offered again.'}
    </Banner>
  )
}

type NothingProps = { search: string; mayManage: boolean; onClear: () => void }

function Nothing({ search, mayManage, onClear }: NothingProps) {
  if (search !== '')
    return (
      <EmptyState
        title={`No queue has “${search}” in its name`}
        actions={<AppButton onClick={onClear}>Clear the search</AppButton>}
      />
    )
  return (
    <EmptyState title="No queues yet">
      {mayManage
        ? 'Create the first one, then assign agents to it.'
        : 'Whoever manages the queues of the whole tenant creates the first one.'}
    </EmptyState>
  )
}
