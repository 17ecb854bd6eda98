/** Who has a second step, as a predicate over the person `p`. */
import { sql } from 'kysely'
import type { Expression } from '../../server/database/database.ts'

/** An authenticator or a passkey is set up. Reads none of the tables that hold secrets. */
export const hasTwoStep = (tenantId: number): Expression<boolean> => sql<boolean>`exists (
  select from user_second_steps steps where steps.tenant_id = ${tenantId} and steps.user_id = p.id)`
