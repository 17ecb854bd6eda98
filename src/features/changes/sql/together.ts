import { sql } from 'kysely'
import type { Expression } from '../../../server/database/database.ts'

export type Part = { readonly visible: Expression<boolean>; readonly judgement: Expression<string | null> }

/** The first part that refuses somebody refuses the whole; `already` is who is so for every part. */
export function judgeTogether(parts: readonly Part[]): Expression<string | null> {
  const judged = parts.map(
    ({ visible, judgement }, place) =>
      sql`(${place}::integer, case when ${visible} then ${judgement} else 'outside-your-reach' end)`,
  )
  return sql<string | null>`(
    select case
      when bool_or(part.says <> 'already') then (array_agg(part.says order by part.place) filter (where part.says <> 'already'))[1]
      when bool_or(part.says is null) then null
      else 'already' end
    from (values ${sql.join(judged)}) as part (place, says))`
}

export const add = (a: Expression<number>, b: Expression<number>): Expression<number> => sql<number>`${a} + ${b}`
