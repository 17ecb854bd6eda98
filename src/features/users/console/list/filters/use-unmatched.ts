import { useAnswer } from '#src/console/query.ts'
import { listUnmatched } from '../../../contract/endpoints.ts'
import { formatFilter, type Filter } from '../../../contract/filters.ts'

/** What of a pasted list belongs to nobody whom this person may see; empty while that is not known. */
export function useUnmatched(filter: Filter | undefined): readonly string[] {
  const named = filter?.op === 'any' ? formatFilter(filter) : undefined
  const asked = useAnswer(listUnmatched, { query: { named: named ?? '' } }, { enabled: named !== undefined })
  return (named !== undefined && asked.data?.answer.items) || []
}
