/** Reads the change log of a person (LOG-1, LOG-5). */
import { isUuid } from '../../../contract/ids.ts'
import { strangeCursor } from '../../../contract/page.ts'
import { invalidAt, notFound } from '../../../contract/problem.ts'
import type { Context } from '../../../server/context.ts'
import { visibleUsers } from '../../roles/scope.ts'
import type { HistoryEntry } from '../contract.ts'
import { isLogged, labelOf, placeOf } from '../logged.ts'
import { collectIds, readable, type Ids, type Names } from '../readable.ts'
import { saysOf } from '../says.ts'
import {
  isVisible,
  listEntries,
  listPersonal,
  nameOfTenant,
  namesOf,
  type EntryRow,
  type Position,
} from '../sql/read.ts'

export type Asked = { field?: string; limit?: string; after?: string }
export type Page = { items: HistoryEntry[]; next: string | null }

/** Every change to an account, newest first, in words; also that of somebody who was deactivated or deleted. */
export async function listUserHistory(
  ctx: Context,
  userId: string,
  { field, limit = '50', after }: Asked,
): Promise<Page> {
  const { db, actor } = ctx
  if (field !== undefined && !isLogged(field))
    throw invalidAt('query:field', 'unknown', `There is no field “${field}” of a user.`)
  const position = after === undefined ? null : readCursor(after)
  if (!isUuid(userId) || !(await isVisible(db, actor.tenantId, userId, visibleUsers(actor, 'history.read'))))
    throw notFound()
  const most = Number(limit)
  const found = await listEntries(db, {
    tenantId: actor.tenantId,
    userId,
    field: field ?? null,
    after: position,
    limit: most + 1,
  })
  const rows = found.slice(0, most)
  const items = await entriesInWords(ctx, rows)
  return { items, next: found.length > most ? cursorOf(rows.at(-1)!) : null }
}

/** Entries as they are shown, in the order of the rows. */
export async function entriesInWords(ctx: Context, rows: readonly EntryRow[]): Promise<HistoryEntry[]> {
  if (rows.length === 0) return []
  const { db, actor } = ctx
  const [people, sets] = [rows.map((row) => row.user_id), rows.map((row) => row.change_set_id)]
  const personal = await listPersonal(db, actor.tenantId, [...new Set(people)], [...new Set(sets)])
  const names = await namesIn(ctx, rows)
  const homes = await homeTenants(ctx, rows)
  const key = (row: { change_set_id: string; user_id: string }) => `${row.change_set_id} ${row.user_id}`
  const values = new Map(personal.map((row) => [key(row), row.changes]))
  return rows.map((row) => ({
    changeSet: row.change_set_id,
    at: row.at.toISOString(),
    action: row.action,
    says: saysOf(row.action),
    actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name, homeTenant: homes.get(row.home_tenant_id) },
    origin: row.origin,
    address: row.address,
    requestId: row.request_id,
    changes: Object.entries(row.changes)
      .sort(([a], [b]) => placeOf(a) - placeOf(b))
      .map(([field, change]) => changeInWords(field, change, names, values.get(key(row))?.[field])),
    effects: row.effects,
    sealed: row.sealed,
  }))
}

type FieldChange = HistoryEntry['changes'][number]

function changeInWords(
  field: string,
  change: EntryRow['changes'][string],
  names: Names,
  personal: readonly [unknown, unknown] | undefined,
): FieldChange {
  const label = labelOf(field)
  if (typeof change === 'string') return { field, label, kind: 'secret', before: null, after: null }
  const values = 'personal' in change ? personal : change
  if (!values) return { field, label, kind: 'erased', before: null, after: null }
  const [before, after] = values
  return { field, label, kind: 'value', before: readable(field, before, names), after: readable(field, after, names) }
}

async function namesIn({ db, actor }: Context, rows: readonly EntryRow[]): Promise<Names> {
  const ids: Ids = { groups: new Set(), roles: new Set(), sites: new Set(), pbxes: new Set(), queues: new Set() }
  for (const { changes } of rows)
    for (const [field, change] of Object.entries(changes))
      if (Array.isArray(change)) for (const value of change) collectIds(field, value, ids)
  const { groups, roles, sites, pbxes, queues } = ids
  return namesOf(db, actor.tenantId, {
    ...{ groups: [...groups], roles: [...roles], sites: [...sites], pbxes: [...pbxes], queues: [...queues] },
  })
}

/** The home tenants of operators who changed something here, by id. */
async function homeTenants({ database, actor }: Context, rows: readonly EntryRow[]): Promise<Map<number, string>> {
  const ids = [...new Set(rows.map((row) => row.home_tenant_id))].filter((id) => id !== actor.tenantId)
  const named = await Promise.all(ids.map(async (id) => [id, (await nameOfTenant(database, id)) ?? `#${id}`] as const))
  return new Map(named)
}

const cursorOf = ({ at, change_set_id }: EntryRow) =>
  Buffer.from(`${at.toISOString()} ${change_set_id}`).toString('base64url')

/** Of the years 1 to 9999: PostgreSQL knows others by other words. */
const YEAR = /^(?!0000)\d{4}-/

function readCursor(text: string): Position {
  const [at = '', changeSet = ''] = Buffer.from(text, 'base64url').toString().split(' ')
  const instant = new Date(at)
  if (Number.isNaN(instant.getTime()) || !YEAR.test(at) || !isUuid(changeSet)) throw strangeCursor()
  return { at: instant, changeSet }
}
