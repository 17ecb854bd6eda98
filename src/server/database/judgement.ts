import { sql } from 'kysely'
import type { Expression } from './database.ts'

type Condition = Expression<boolean> | boolean
const condition = (c: Condition) => (typeof c === 'boolean' ? sql<boolean>`${c}::boolean` : c)

/**
 * A judgement of the engine as SQL: `already` when every pair (predicate, wanted) holds, else the first refusal that
 * applies, else null, which is "will change".
 */
export function firstOf<R extends string>(
  already: readonly (readonly [Expression<boolean>, boolean])[],
  refusals: readonly (readonly [Condition, R])[],
): Expression<R | 'already' | null> {
  // Without a predicate nobody is so already: each deletion deletes.
  const so =
    already.length === 0
      ? sql`false`
      : sql.join(
          already.map(([p, wanted]) => sql`(${p}) = ${wanted}::boolean`),
          sql` and `,
        )
  const whens = refusals.map(([c, reason]) => sql`when ${condition(c)} then ${reason}`)
  return sql<R | 'already' | null>`case when ${so} then 'already' ${sql.join(whens, sql` `)} end`
}
