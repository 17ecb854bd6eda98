import { useState } from 'react'
import { call, newKey } from '#src/console/api.ts'
import { Banner } from '#src/console/kit/banner.tsx'
import { AppButton, ButtonLink } from '#src/console/kit/button.tsx'
import { announce } from '#src/console/kit/live-region.tsx'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { PlainTable, type PlainColumn } from '#src/console/kit/plain-table.tsx'
import { EmptyState, NotYet } from '#src/console/kit/states.tsx'
import { TimeText } from '#src/console/kit/time-text.tsx'
import { keyOf, queryClient, useAnswer } from '#src/console/query.ts'
import { AppLink, useSearch } from '#src/console/routing.tsx'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../../sign-in/console/widgets/not-allowed.tsx'
import { restoreUsers } from '../../contract/actions.ts'
import { listDeletedUsers } from '../../contract/endpoints.ts'
import { refetchUsers } from '../widgets/refetch-users.ts'
import { sayProblem } from '../widgets/say-problem.ts'
import { EraseDialog, type DeletedUser } from './erase-dialog.tsx'
import classes from './deleted.module.css'
import settings from '#src/console/kit/settings.module.css'

const HERE = '/users/deleted'

/** `/users/deleted`: who can still be restored, the last deleted first (SPEC 4.5). */
export function DeletedPage() {
  return useMe().can('users.delete') ? <Everybody /> : <NotAllowed page="Recently deleted" permission="users.delete" />
}

function Everybody() {
  const { after } = useSearch()
  const { data, error, refetch } = useAnswer(
    listDeletedUsers,
    { query: after ? { after } : {} },
    { keepPrevious: true, staleTime: 0 },
  )
  const { restore, busy, problem, restored } = useRestore()
  const [erasing, setErasing] = useState<DeletedUser>()
  const answer = data?.answer
  return (
    <div className={settings.page}>
      <PageHeader
        title="Recently deleted"
        documentTitle="Recently deleted · Users"
        subtitle="Restored with groups, roles and extension for 30 days; then credentials and contact data are erased for good."
      />
      {problem && (
        <Banner kind="danger" urgent>
          {problem}
        </Banner>
      )}
      {restored && (
        <Banner kind="success">
          <AppLink to={`/users/${restored.id}`}>
            <bdi>{restored.name}</bdi>
          </AppLink>{' '}
          is restored.
        </Banner>
      )}
      <NotYet what="the deleted users" loaded={answer !== undefined} error={error} onRetry={() => void refetch()} />
      {answer &&
        (answer.items.length === 0 ? (
          <EmptyState
            title="Nobody was deleted lately"
            actions={<ButtonLink to="/users">Go to the users</ButtonLink>}
          />
        ) : (
          <PlainTable
            caption="Deleted users, the last one first"
            columns={columnsOf(busy, (user) => void restore(user), setErasing)}
            rows={answer.items}
            idOf={({ id }) => id}
          />
        ))}
      {erasing && <EraseDialog user={erasing} onClose={() => setErasing(undefined)} />}
      {(after || answer?.next) && (
        <nav aria-label="Pages of deleted users">
          {after && <ButtonLink to={HERE}>First</ButtonLink>}{' '}
          {answer?.next && (
            <ButtonLink to={HERE} search={{ after: answer.next }}>
              Next
            </ButtonLink>
          )}
        </nav>
      )}
    </div>
  )
}

const columnsOf = (
  busy: string | undefined,
  restore: (user: DeletedUser) => void,
  erase: (user: DeletedUser) => void,
): readonly PlainColumn<DeletedUser>[] => [
  { label: 'Name', cell: ({ name, username }) => <bdi>{name || username}</bdi> },
  { label: 'Username', wide: true, cell: ({ username }) => <bdi>{username}</bdi> },
  { label: 'E-mail', wide: true, cell: ({ email }) => <bdi>{email}</bdi> },
  { label: 'Deleted', wide: true, cell: ({ deletedAt }) => <TimeText at={deletedAt} unfocusable /> },
  { label: 'Erased after', wide: true, cell: ({ erasedAfter }) => <TimeText at={erasedAfter} day unfocusable /> },
  {
    label: 'Do',
    hiddenLabel: true,
    cell: (user) => (
      <span className={classes.buttons}>
        <AppButton small busy={busy === user.id} onClick={() => restore(user)}>
          Restore<span className="rc-hidden-text"> {user.name || user.username}</span>
        </AppButton>
        <AppButton small onClick={() => erase(user)}>
          Erase…<span className="rc-hidden-text"> {user.name || user.username}</span>
        </AppButton>
      </span>
    ),
  },
]

/** One at a time, at once: it harms nobody and is taken back by deleting again. */
function useRestore() {
  const [busy, setBusy] = useState<string>()
  const [problem, setProblem] = useState<string>()
  const [restored, setRestored] = useState<{ id: string; name: string }>()
  const restore = async ({ id, name, username }: DeletedUser) => {
    setBusy(id)
    setProblem(undefined)
    const outcome = await call(restoreUsers.endpoint, { params: { id } }, { idempotencyKey: newKey() })
    setBusy(undefined)
    if (!outcome.ok) return setProblem(sayProblem(outcome.document))
    setRestored({ id, name: name || username })
    announce(`${name || username} is restored`)
    void refetchUsers()
    await queryClient.invalidateQueries({ queryKey: keyOf(listDeletedUsers) })
  }
  return { restore, busy, problem, restored }
}
