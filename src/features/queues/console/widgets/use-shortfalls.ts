import { useAnswer } from '#src/console/query.ts'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import { listQueues } from '../../contract.ts'
import { isShort, sayShortfalls } from './say-shortfalls.ts'

/** So many ids the API takes at once; nobody is in more queues. */
const MOST_ASKED = 200

/** Which queues would be below their minimum once an active member has left them, in words; none where nothing would, or nothing is known yet. */
export function useShortfalls(queues: readonly { readonly id: number }[], active: boolean): readonly string[] {
  const ids = queues.map(({ id }) => id).slice(0, MOST_ASKED)
  const me = useMe()
  // Whoever sees a part of the agents of a queue cannot tell how many are left.
  const seesAll = me.reach('users.read')?.everywhere === true
  const wanted = me.hasModule('queues') && seesAll && active && ids.length > 0
  const { data } = useAnswer(listQueues, { query: { ids: ids.join() } }, { enabled: wanted, staleTime: 0 })
  const below = (data?.answer.items ?? [])
    .map(({ name, active: now = 0, minimum, archived }) => ({ name, left: now - 1, minimum, archived }))
    .filter(({ left, minimum, archived }) => isShort(left, minimum) && !archived)
  return wanted && below.length > 0 ? [`${sayShortfalls(below)}.`] : []
}
