/** Leads as those who manage them see them: found, made, edited, assigned, worked and closed (HOUSE-3). */
import type { AnswerOf, Asked } from '../../../contract/endpoint.ts'
import { isUuid, newId } from '../../../contract/ids.ts'
import { changedMeanwhile, invalidAt, notFound } from '../../../contract/problem.ts'
import { transaction, type Context } from '../../../server/context.ts'
import type { Expression } from '../../../server/database/database.ts'
import { differences, recordSetting } from '../../history/service/record.ts'
import { leadExternalIdTaken } from '../contract.ts'
import type * as contract from '../contract.ts'
import type { Lead, LeadStatus, LeadsWanted, LeadTarget } from '../contract.ts'
import { seenLeads } from '../scope.ts'
import {
  among,
  both,
  countLeadRows,
  findLead,
  listLeadRows,
  listNamesOfLists,
  lockLead,
  matching,
  updateLead,
  updateLeadStatus,
  type LeadRow,
} from '../sql/leads.ts'
import { insertLeads } from '../sql/import.ts'
import { moveLeads } from '../sql/moving.ts'
import { linesOfMoves, tellLines } from './lines.ts'
import { demandTakers, takersOf } from './moving.ts'

type Query = Asked<typeof contract.listLeads>['query']
type Listed = AnswerOf<typeof contract.listLeads>
type Made = Asked<typeof contract.createLead>['body']
type Edited = Asked<typeof contract.editLead>['body']

const MOST_LISTS = 200

/** Those of the query that the actor may see, newest first, with their exact number. */
export async function listLeadsOf(ctx: Context, { limit = '50', after, ...wanted }: Query): Promise<Listed> {
  const { db, actor } = ctx
  const which = seenAnd(ctx, wantedOf(wanted))
  const most = Number(limit)
  const [found, total] = await Promise.all([
    listLeadRows(db, actor.tenantId, which, { after, limit: most + 1 }),
    countLeadRows(db, actor.tenantId, which),
  ])
  const rows = found.slice(0, most)
  return { items: rows.map(shownLead), next: found.length > most ? rows.at(-1)!.id : null, total }
}

/** The lists that leads in sight came with. */
export const listLists = ({ db, actor }: Context): Promise<string[]> =>
  listNamesOfLists(db, actor.tenantId, seenLeads(actor), MOST_LISTS)

/** Throws notFound for what is out of sight. */
export async function readLeadOf(ctx: Context, id: string): Promise<Lead> {
  const row = isUuid(id) ? await findLead(ctx.db, ctx.actor.tenantId, seenAnd(ctx, among([id]))) : undefined
  if (!row) throw notFound()
  return shownLead(row)
}

/** Makes a lead and hands it on: in turn unless told otherwise, and to nobody where nobody takes new leads. */
export async function makeLead(ctx: Context, { leadsTo, ...given }: Made): Promise<Lead> {
  const { actor, clock } = ctx
  await demandTakers(ctx, leadsTo)
  const takers = takersOf(ctx, leadsTo ?? 'round-robin')
  const { name, phone = null, email = null, list = null, externalId: external_id = null } = given
  const id = newId(clock.now().getTime())
  return transaction(ctx, async (trx) => {
    const moving = { tenantId: actor.tenantId, now: clock.now(), takers }
    const [share] = await insertLeads(trx, moving, [{ id, name, phone, email, list, external_id }])
    if (!share) throw leadExternalIdTaken()
    await tellLines(ctx, trx, linesOfMoves([{ from_id: null, ...share }]))
    await recordSetting(ctx, trx, 'create-lead', { id, leadsTo: leadsTo ?? 'round-robin' })
    return shownLead((await findLead(trx, actor.tenantId, among([id])))!)
  })
}

/** Of what a lead is made of, the change log tells that it was changed: it is about somebody who is no user. */
export async function changeLead(ctx: Context, id: string, version: number, wanted: Edited): Promise<Lead> {
  const { tenantId } = ctx.actor
  return transaction(ctx, async (trx) => {
    const row = isUuid(id) ? await lockLead(trx, tenantId, seenAnd(ctx, among([id]))) : undefined
    if (!row) throw notFound()
    if (row.version !== version) throw changedMeanwhile()
    const { external_id: externalId, name, phone, email, list, status } = row
    const was = { name, phone, email, list, externalId, status }
    const change = differences(was, wanted)
    if (!change) return shownLead(row)
    const { externalId: external_id, ...is } = { ...was, ...change.after }
    await updateLead(trx, tenantId, id, { ...is, external_id })
    await recordSetting(ctx, trx, 'edit-lead', { id, fields: Object.keys(change.after) })
    if (is.status !== status)
      await tellLines(ctx, trx, [{ userId: row.user_id, word: is.status, count: 1, name: is.name }])
    return shownLead((await findLead(trx, tenantId, among([id])))!)
  })
}

type Assignment = Asked<typeof contract.assignLeads>['body']

/** Assigns the leads of a target that the actor may see; all at once, one or a hundred thousand. */
export async function assignLeadsOf(ctx: Context, { target, leadsTo, callbacks }: Assignment): Promise<number> {
  const { actor, clock } = ctx
  await demandTakers(ctx, leadsTo)
  return transaction(ctx, async (trx) => {
    const follow = callbacks !== 'stay'
    const moving = { tenantId: actor.tenantId, now: clock.now(), takers: takersOf(ctx, leadsTo), follow }
    const shares = await moveLeads(trx, moving, targetOf(ctx, target))
    const moved = shares.reduce((sum, { leads }) => sum + leads, 0)
    if (moved > 0) await recordSetting(ctx, trx, 'assign-leads', { leads: moved, leadsTo })
    await tellLines(ctx, trx, linesOfMoves(shares))
    return moved
  })
}

/** Says that leads are open, worked or closed. */
export async function setStatusOf(ctx: Context, target: LeadTarget, status: LeadStatus): Promise<number> {
  return transaction(ctx, async (trx) => {
    const those = await updateLeadStatus(trx, ctx.actor.tenantId, targetOf(ctx, target), status)
    const changed = those.reduce((sum, { leads }) => sum + leads, 0)
    if (changed > 0) await recordSetting(ctx, trx, 'set-lead-status', { leads: changed, status })
    await tellLines(
      ctx,
      trx,
      those.map(({ user_id, leads, name }) => ({ userId: user_id, word: status, count: leads, name })),
    )
    return changed
  })
}

const seenAnd = ({ actor }: Context, which: Expression<boolean>) => both(seenLeads(actor), which)

const targetOf = (ctx: Context, target: LeadTarget) =>
  seenAnd(ctx, 'ids' in target ? among(target.ids) : wantedOf(target.matching))

function wantedOf({ search, user, status, list }: { [N in keyof LeadsWanted]?: string | undefined }) {
  if (search?.includes('\u0000'))
    throw invalidAt('query:search', 'search', 'The search holds a NUL character. Take it out.')
  return matching({
    ...(search === undefined ? {} : { search }),
    ...(user === undefined ? {} : { user }),
    ...(status === undefined ? {} : { status }),
    ...(list === undefined ? {} : { list }),
  })
}

const shownLead = (row: LeadRow): Lead => ({
  id: row.id,
  name: row.name,
  phone: row.phone,
  email: row.email,
  list: row.list,
  externalId: row.external_id,
  status: row.status,
  user: row.user_id === null ? null : { id: row.user_id, name: row.user_name ?? '' },
  assignedAt: row.assigned_at?.toISOString() ?? null,
  createdAt: row.created_at.toISOString(),
  nextCallback: row.next_callback?.toISOString() ?? null,
  version: row.version,
})
