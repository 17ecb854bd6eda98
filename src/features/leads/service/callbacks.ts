/** Planned callbacks, one by one: planned, moved, handed over, done, cancelled (HOUSE-3). */
import type { AnswerOf, Asked } from '../../../contract/endpoint.ts'
import { isUuid, newId } from '../../../contract/ids.ts'
import { strangeCursor } from '../../../contract/page.ts'
import { changedMeanwhile, invalidAt, notFound } from '../../../contract/problem.ts'
import { reachOf, type Actor } from '../../../server/actor.ts'
import { transaction, type Context } from '../../../server/context.ts'
import type { Query as Db, Trx } from '../../../server/database/database.ts'
import { recordSetting } from '../../history/service/record.ts'
import { visibleUsers } from '../../roles/scope.ts'
import { callbackOver, type Callback, type CallbacksFound } from '../contract/callbacks.ts'
import type * as contract from '../contract/callbacks.ts'
import { mayHaveLeads, seenLeads } from '../scope.ts'
import {
  both,
  countCallbackRows,
  insertCallback,
  listCallbackRows,
  listChangedRows,
  lockCallback,
  matching,
  seen,
  updateCallback,
  type CallbackRow,
  type CallbacksWanted,
} from '../sql/callbacks.ts'
import { among, both as bothOfLead, findLead } from '../sql/leads.ts'
import { isAnybody, isOne } from '../sql/moving.ts'
import { instantsOf } from './clock-time.ts'
import { tellLines, type LeadLine } from './lines.ts'

type Query = Asked<typeof contract.listCallbacks>['query']
type Listed = AnswerOf<typeof contract.listCallbacks>
type ChangesQuery = Asked<typeof contract.listCallbackChanges>['query']
type Changes = AnswerOf<typeof contract.listCallbackChanges>
type Planned = Asked<typeof contract.planCallback>['body']
type Edited = Asked<typeof contract.editCallback>['body']

/** Further ahead nobody promises a call; a year typed wrong is more likely. */
const MOST_AHEAD_MS = 5 * 366 * 86_400_000

/** What a list or a target asks for, in the words of the statements; planned ones unless told. */
export function wantedOf(
  { clock }: Context,
  { overdue, from, before, ...wanted }: CallbacksFound & Pick<CallbacksWanted, 'state'>,
): CallbacksWanted {
  const ends = [...(overdue ? [clock.now()] : []), ...(before === undefined ? [] : [new Date(before)])]
  const earliest = ends.sort((a, b) => a.getTime() - b.getTime())[0]
  const since = from === undefined ? undefined : new Date(from)
  return { state: 'planned', ...wanted, ...(earliest ? { before: earliest } : {}), ...(since ? { from: since } : {}) }
}

const sightOf = (actor: Actor) =>
  reachOf(actor, 'leads.manage')?.everywhere ? null : visibleUsers(actor, 'leads.manage')

/** Those in sight, and of them the ones that are meant. */
export const seenAnd = ({ actor }: Context, wanted: CallbacksWanted) =>
  both(seen(actor.tenantId, sightOf(actor)), matching(wanted))

/** Those in sight, what is due first at the front, with their exact number. */
export async function listCallbacksOf(ctx: Context, { limit = '50', after, ...wanted }: Query): Promise<Listed> {
  const { db, actor } = ctx
  const which = seenAnd(ctx, wantedOf(ctx, wanted))
  const most = Number(limit)
  const [millis, id] = placeOf(after) ?? []
  const place = id === undefined ? null : { at: new Date(Number(millis)), id }
  const [found, total] = await Promise.all([
    listCallbackRows(db, actor.tenantId, which, { after: place, limit: most + 1 }),
    countCallbackRows(db, actor.tenantId, which),
  ])
  const rows = found.slice(0, most)
  const last = rows.at(-1)
  return {
    items: rows.map((row) => shown(ctx, row)),
    next: found.length > most && last ? `${last.due_at.getTime()}.${last.id}` : null,
    total,
  }
}

/**
 * What changed since the cursor of an earlier answer, for calendars that keep a copy. `next` goes on from the last one, and
 * is the cursor itself where nothing changed.
 */
export async function listChangesOf(ctx: Context, { limit = '200', after }: ChangesQuery): Promise<Changes> {
  const [number = '', id] = placeOf(after) ?? []
  const place = id === undefined ? null : { transaction: number, id }
  const rows = await listChangedRows(ctx.db, ctx.actor.tenantId, seenAnd(ctx, {}), {
    after: place,
    limit: Number(limit),
  })
  const last = rows.at(-1)
  return {
    items: rows.map((row) => shown(ctx, row)),
    next: last ? `${last.changed_in}.${last.id}` : (after ?? null),
  }
}

/** No moment of ours and no transaction has more digits; PostgreSQL reads no longer ones. */
const MOST_DIGITS = 14

/** The number and the id that a cursor is made of; null without one. */
function placeOf(after: string | undefined): [number: string, id: string] | null {
  if (after === undefined) return null
  const [number = '', id = ''] = after.split('.')
  if (number.length <= MOST_DIGITS && isUuid(id)) return [number, id]
  throw strangeCursor()
}

/** Plans a callback for whoever has the lead, or for the one who is named. */
export async function planCallbackFor(ctx: Context, body: Planned): Promise<Callback> {
  const { actor, clock } = ctx
  const { tenantId } = actor
  const dueAt = instantOf(ctx, body)
  return transaction(ctx, async (trx) => {
    const lead = await findLead(trx, tenantId, bothOfLead(seenLeads(actor), among([body.lead])))
    if (!lead) throw wrong('lead', 'unknown', 'There is no such lead that you can see.')
    if (body.user !== undefined) await demandCaller(ctx, trx, body.user)
    const id = newId(clock.now().getTime())
    const user_id = body.user ?? lead.user_id
    const { timeZone: time_zone, note = null } = body
    await insertCallback(trx, tenantId, {
      ...{ id, lead_id: lead.id, user_id, due_at: dueAt, time_zone, note },
      created_at: clock.now(),
    })
    await tellLines(ctx, trx, [{ userId: user_id, word: 'callback-planned', count: 1, name: lead.name }])
    await recordSetting(ctx, trx, 'plan-callback', {
      id,
      dueAt: dueAt.toISOString(),
      timeZone: time_zone,
      user: user_id,
    })
    return get(ctx, trx, id)
  })
}

/** Moves a callback, hands it over, says that it is done, or cancels it. */
export async function changeCallback(ctx: Context, id: string, version: number, wanted: Edited): Promise<Callback> {
  const { tenantId } = ctx.actor
  return transaction(ctx, async (trx) => {
    const row = isUuid(id) ? await lockCallback(trx, tenantId, seenAnd(ctx, { ids: [id] })) : undefined
    if (!row) throw notFound()
    if (row.version !== version) throw changedMeanwhile()
    if (row.state !== 'planned') throw callbackOver()
    if (wanted.user !== undefined) await demandCaller(ctx, trx, wanted.user)
    const timeZone = wanted.timeZone ?? row.time_zone
    const due_at = wanted.at === undefined ? row.due_at : instantOf(ctx, { ...wanted, at: wanted.at, timeZone })
    const { state = row.state, note = row.note, user: user_id = row.user_id } = wanted
    await updateCallback(trx, tenantId, id, { due_at, time_zone: timeZone, state, note, user_id })
    const change = { id, status: state, dueAt: due_at.toISOString(), timeZone, user: user_id }
    await recordSetting(ctx, trx, 'edit-callback', change)
    await tellLines(ctx, trx, linesOfEdit(row, { state, due_at, user_id }), 'callbacks')
    return get(ctx, trx, id)
  })
}

/** Each thing that became of a callback, for whoever had it and has it. */
function linesOfEdit(
  was: CallbackRow,
  { state, due_at, user_id }: Pick<CallbackRow, 'state' | 'due_at' | 'user_id'>,
): LeadLine[] {
  const line = (userId: string | null, word: LeadLine['word']) => ({ userId, word, count: 1, name: was.lead_name })
  return [
    ...(user_id === was.user_id ? [] : [line(was.user_id, 'callback-taken'), line(user_id, 'callback-given')]),
    ...(due_at.getTime() === was.due_at.getTime() ? [] : [line(user_id, 'callback-moved')]),
    ...(state === 'planned' ? [] : [line(user_id, `callback-${state}`)]),
  ]
}

export const wrong = (field: string, code: string, message: string) => invalidAt(`#/${field}`, code, message)

export async function demandCaller({ actor }: Context, db: Db, id: string, field = 'user'): Promise<void> {
  if (!(await isAnybody(db, actor.tenantId, isOne(mayHaveLeads(actor), id))))
    throw wrong(
      field,
      'not-a-taker',
      'Callbacks are for an active user whom you may give leads to. Choose another one.',
    )
}

type Said = { readonly at: string; readonly timeZone: string; readonly occurrence?: 'earlier' | 'later' | undefined }

/** The instant that is meant; what no clock shows, or what is over, is refused. */
export function instantOf({ clock }: Context, { at, timeZone, occurrence }: Said): Date {
  const [first, second] = instantsOf(at, timeZone)
  if (first === undefined)
    throw wrong('at', 'no-such-time', `No clock in ${timeZone} shows ${at.replace('T', ' ')}. Choose another time.`)
  const instant = occurrence === 'later' ? (second ?? first) : first
  const now = clock.now().getTime()
  if (instant <= now) throw wrong('at', 'over', 'That time is over. Choose a later one.')
  if (instant > now + MOST_AHEAD_MS)
    throw wrong('at', 'too-far', 'That is more than five years ahead. Look at the year.')
  return new Date(instant)
}

async function get(ctx: Context, trx: Trx, id: string): Promise<Callback> {
  const [row] = await listCallbackRows(trx, ctx.actor.tenantId, matching({ ids: [id] }), { after: null, limit: 1 })
  return shown(ctx, row!)
}

const shown = ({ clock }: Context, row: CallbackRow): Callback => ({
  id: row.id,
  lead: { id: row.lead_id, name: row.lead_name, phone: row.lead_phone },
  user: row.user_id === null ? null : { id: row.user_id, name: row.user_name ?? '', timeZone: row.user_zone ?? 'UTC' },
  dueAt: row.due_at.toISOString(),
  timeZone: row.time_zone,
  note: row.note,
  state: row.state,
  overdue: row.state === 'planned' && row.due_at < clock.now(),
  version: row.version,
})
