import { useState } from 'react'
import { call } from '#src/console/api.ts'
import { AppButton } from '#src/console/kit/button.tsx'
import { FieldError } from '#src/console/kit/errors.tsx'
import { EmptyState, NotYet } from '#src/console/kit/states.tsx'
import { keyOf, queryClient, useAnswer } from '#src/console/query.ts'
import { sayProblem } from '#src/console/sending.ts'
import { SetUpList, type Places } from '../../../checklists/console/widgets/set-up-list.tsx'
import { readSetUp, startSetUp } from '../../../checklists/contract.ts'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import { UserFrame } from './user-frame.tsx'

/** `/users/:id/set-up`: how far somebody is, what is missing and where it is done (HOUSE-5). */
export const SetUpPage = () => <UserFrame tab="set-up">{({ user }) => <Shown userId={user.id} />}</UserFrame>

function Shown({ userId }: { userId: string }) {
  const { can } = useMe()
  const { data, error, refetch } = useAnswer(readSetUp, { params: { id: userId } }, { staleTime: 0 })
  const setUp = data?.answer
  if (!setUp) return <NotYet what="the set-up" loaded={false} error={error} onRetry={() => void refetch()} />
  if (setUp.startedAt === null) return <NotStarted userId={userId} />
  if (setUp.items.length + setUp.trainings.length === 0)
    return <EmptyState title="Nothing is asked">No role of this user has a set-up checklist.</EmptyState>
  return <SetUpList userId={userId} setUp={setUp} places={placesOf(userId, can('calls.read'))} />
}

function placesOf(userId: string, seesCalls: boolean): Places {
  const page = `/users/${userId}`
  const edit = (hash: string, label: string) => ({ to: `${page}/edit`, hash, label })
  return {
    profile: edit('person', 'Edit the profile'),
    skills: edit('skills', 'Give skills'),
    queue: { to: '/queues', label: 'Add to a queue' },
    telephone: edit('sip', 'Set the telephone'),
    'two-step': { to: `${page}/access`, label: 'Look at the access' },
    ...(seesCalls ? { call: { to: `${page}/calls`, label: 'Look at the calls' } } : {}),
  }
}

function NotStarted({ userId }: { userId: string }) {
  const { can } = useMe()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const start = async () => {
    setBusy(true)
    const outcome = await call(startSetUp.endpoint, { params: { id: userId } })
    setProblem(outcome.ok ? undefined : sayProblem(outcome.document))
    await queryClient.invalidateQueries({ queryKey: keyOf(readSetUp) })
    setBusy(false)
  }
  return (
    <EmptyState
      title="No set-up checklist"
      actions={
        can('users.edit') && (
          <AppButton busy={busy} onClick={() => void start()}>
            Start set-up checklist
          </AppButton>
        )
      }
    >
      This user was here before the checklists. Start one to see what is still missing.
      {problem && <FieldError id="set-up-problem">{problem}</FieldError>}
    </EmptyState>
  )
}
