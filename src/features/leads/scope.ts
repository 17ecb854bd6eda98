/** Which leads somebody manages, and who may be given some: predicates over `l`, a lead, and `p`, a person. */
import { sql } from 'kysely'
import { reachOf, type Actor } from '../../server/actor.ts'
import type { Expression } from '../../server/database/database.ts'
import { isInARun } from '../changes/scope.ts'
import { visibleUsers } from '../roles/scope.ts'

/** Leads of nobody are the tenant's: whoever manages leads at all sees them. */
export function seenLeads(actor: Actor): Expression<boolean> {
  const reach = reachOf(actor, 'leads.manage')
  if (!reach) return sql<boolean>`false`
  const tenant = sql<boolean>`l.tenant_id = ${actor.tenantId}`
  if (reach.everywhere) return tenant
  return sql<boolean>`${tenant} and (l.user_id is null or exists (
    select from users p where p.tenant_id = ${actor.tenantId} and p.id = l.user_id and ${visibleUsers(actor, 'leads.manage')}))`
}

/** Who can have leads: active, and in reach. */
export const mayHaveLeads = (actor: Actor): Expression<boolean> =>
  sql<boolean>`${visibleUsers(actor, 'leads.manage')} and p.status = 'active' and p.deleted_at is null`

/** Who takes new leads in turn, and is not about to be without any: neither among these nor in a run that still goes on. */
export const takesInTurn = (actor: Actor, but: readonly string[]): Expression<boolean> =>
  sql<boolean>`${mayHaveLeads(actor)} and p.assign_leads and p.id <> all (${[...but]}::uuid[])
    and not ${isInARun(actor.tenantId, ['deactivate', 'delete', 'hand-over-leads'])}`
