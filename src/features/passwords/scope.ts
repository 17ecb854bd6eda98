/** Whose password is a temporary one, as a predicate over the person `p`. */
import { sql } from 'kysely'
import type { Expression } from '../../server/database/database.ts'

/** Made by an administrator and not replaced yet, whether it still works or not (AUTH-3). */
export const hasTemporaryPassword = (tenantId: number): Expression<boolean> => sql<boolean>`exists (
  select from user_passwords slips where slips.tenant_id = ${tenantId} and slips.user_id = p.id and slips.temporary)`
