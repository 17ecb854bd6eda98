import { sql } from 'kysely'
import type { Expression } from '../../server/database/database.ts'

/** Whether somebody, `p`, is among those whom a run of one of these actions changes that is not over yet. */
export const isInARun = (tenantId: number, actions: readonly string[]): Expression<boolean> =>
  sql<boolean>`exists (
    select from plans run join plan_people among on among.tenant_id = run.tenant_id and among.plan = run.number
    where run.tenant_id = ${tenantId} and run.state = 'running' and run.action = any(${[...actions]}::text[])
      and among.user_id = p.id and among.outcome = 0)`
