import { useAnswer } from '#src/console/query.ts'
import { readSetUp } from '../../contract.ts'
import { SetUpList } from './set-up-list.tsx'

/** One's own set-up, while something is missing: what others do for one has no link here. */
export function OwnSetUp({ userId }: { userId: string }) {
  const setUp = useAnswer(readSetUp, { params: { id: userId } }).data?.answer
  if (!setUp || setUp.items.length + setUp.trainings.length === 0) return null
  return (
    <SetUpList
      userId={userId}
      setUp={setUp}
      places={{ 'two-step': { to: '/me/security', label: 'Set up two-step verification' } }}
    />
  )
}
