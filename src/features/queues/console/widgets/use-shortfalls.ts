import { useAnswer } from '#src/console/query.ts'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import { listQueues } from '../../contract.ts'
import { sayShortfalls } from './say-shortfalls.ts'

/** So many ids the API takes at once; nobody is in more queues. */
const MOST_ASKED = 200

/** Which queues would be below their minimum once an active member has left them, in words; none where nothing would, or nothing is known yet. */
export function useShortfalls(queues: readonly { readonly id: number }[], active: boolean): readonly string[] {
  const ids = queues.map(({ id }) => id).slice(0, MOST_ASKED)
  const wanted = useMe().hasModule('queues') && active && ids.length > 0
  const { data } = useAnswer(listQueues, { query: { ids: ids.join() } }, { enabled: wanted, staleTime: 0 })
  const below = (data?.answer.items ?? [])
    .map(({ name, active: now, minimum, archived }) => ({ name, left: now - 1, minimum, archived }))
    .filter(({ left, minimum, archived }) => left < minimum && !archived)
  return wanted && below.length > 0 ? [`${sayShortfalls(below)}.`] : []
}
