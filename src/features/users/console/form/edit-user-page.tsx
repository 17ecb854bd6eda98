import { PageHeader } from '#src/console/kit/page-header.tsx'
import { ErrorState, SkeletonRows } from '#src/console/kit/states.tsx'
import { useAnswer } from '#src/console/query.ts'
import { useParam } from '#src/console/routing.tsx'
import { NotFound } from '#src/console/shell/pages.tsx'
import { listUserActions, readUser } from '../../contract/endpoints.ts'
import { useLiveUser } from '../widgets/live-user.ts'
import { EditForm } from './edit-form.tsx'

/** `/users/:id/edit` */
export function EditUserPage() {
  const id = useParam('id')
  useLiveUser(id)
  const user = useAnswer(readUser, { params: { id } }, { staleTime: 0 })
  const actions = useAnswer(listUserActions, { params: { id } }, { staleTime: 0 })
  if (user.error?.problem === 'not-found') return <NotFound />
  if (user.data && actions.data) {
    return (
      <EditForm
        key={id}
        newest={{ user: user.data.answer, etag: user.data.etag }}
        editable={actions.data.answer.fields}
      />
    )
  }
  const error = user.error ?? actions.error
  return (
    <>
      <PageHeader title="Edit user" />
      {error ? (
        <ErrorState
          title="Couldn’t load this user."
          onRetry={() => void Promise.all([user.refetch(), actions.refetch()])}
        >
          {error.message}
        </ErrorState>
      ) : (
        <SkeletonRows what="the user" />
      )}
    </>
  )
}
