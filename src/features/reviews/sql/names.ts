/** What people of reviews are called. */
import { sql } from 'kysely'
import type { Expression } from '../../../server/database/database.ts'

/** The one name that may stand in the place of another in what is closed (migration 0049). */
export const ERASED = 'Erased user'

/** Over a row of the table `users`, called `as`. */
export const nameOf = (as: string): Expression<string> => {
  const of = (column: string) => sql.ref(`${as}.${column}`)
  return sql<string>`case when ${of('erased_at')} is not null then ${sql.lit(ERASED)}
    else coalesce(nullif(concat_ws(' ', ${of('first_name')}, ${of('last_name')}), ''), ${of('username')}) end`
}
