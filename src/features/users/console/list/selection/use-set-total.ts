import { useAnswer } from '#src/console/query.ts'
import { countUsers } from '../../../contract/endpoints.ts'
import { movedAway, type Selection, type Shown } from './selection.ts'

/** How large the selected set is, leaving aside whom it leaves out. A set of earlier filters is counted on its own. */
export function useSetTotal(
  selection: Selection,
  shown: Shown,
  matching: number | undefined,
  everybody: number | undefined,
): number | undefined {
  const moved = movedAway(selection, shown)
  const query =
    selection.mode === 'matching'
      ? selection.people
      : selection.mode === 'all' && selection.site !== null
        ? `site=${selection.site}`
        : ''
  const counted = useAnswer(
    countUsers,
    { query: Object.fromEntries(new URLSearchParams(query)) },
    { enabled: moved, staleTime: 30_000 },
  )
  if (selection.mode === 'some') return selection.ids.size
  return moved ? counted.data?.answer.total : selection.mode === 'matching' ? matching : everybody
}
