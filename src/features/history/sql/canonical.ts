/**
 * The one form in which history is hashed: the text of PostgreSQL's jsonb, whose keys have one order and whose values one
 * spelling, in UTF-8. Instants stand as seconds, since their text would follow the time zone of whoever asks.
 */
import { sql } from 'kysely'
import type { Expression } from '../../../server/database/database.ts'

const bytes = (json: Expression<unknown>) => sql<Buffer>`convert_to(${json}::text, 'UTF8')`

/** sha256(salt ‖ [before, after]) in hexadecimal: what an entry keeps of a personal value. */
export const personalHash = (before: Expression<unknown>, after: Expression<unknown>, salt: Expression<unknown>) =>
  sql<string>`encode(sha256(${salt} || ${bytes(sql`jsonb_build_array(${before}, ${after})`)}), 'hex')`
