/** Who is locked, as a predicate over the person `p`. */
import { sql } from 'kysely'
import type { Expression } from '../../server/database/database.ts'

/** A lock stands now: for strangers, or in a browser that the account knows. A mark beside any status (SPEC 2). */
export const isLocked = (tenantId: number, now: Date): Expression<boolean> => sql<boolean>`exists (
  select from sign_in_tries locks where locks.tenant_id = ${tenantId} and locks.user_id = p.id
    and locks.subject = locks.user_id and locks.locked_until > ${now})`
