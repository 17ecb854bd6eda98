/** The months in which there may be lines: each is a partition of its own, of which the planner knows what is frequent there. */
import { sql } from 'kysely'
import type { Query } from '../../../server/database/database.ts'
import type { LinePlace, LinesAsk } from './lines.ts'

/** So many months are read one by one; what is older, at once. */
const MONTHS = 24
export type Window = { readonly from: Date | null; readonly to: Date }

/** Those up to a place, the latest first. */
export async function monthsBefore(
  db: Query,
  { tenantId, from, to }: Pick<LinesAsk, 'tenantId' | 'from' | 'to'>,
  before: LinePlace,
): Promise<Window[]> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(at) as at from activity_lines where tenant_id = ${tenantId}`.execute(db)
  const oldest = rows[0]?.at
  if (!oldest) return []
  const since = from && from > oldest ? from : oldest
  const justAfter = new Date(before.at.getTime() + 1)
  const until = justAfter < to ? justAfter : to
  const windows: Window[] = []
  for (let end = until; end > since;) {
    const month = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth(), 1))
    const start = month < end ? month : new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() - 1, 1))
    const isLast = windows.length === MONTHS || start <= since
    windows.push({ from: isLast ? from : start, to: end })
    if (isLast) break
    end = start
  }
  return windows
}
