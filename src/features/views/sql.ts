import { sql } from 'kysely'
import { fold } from '../../contract/text.ts'
import type { Query } from '../../server/database/database.ts'
import type { SavedView } from './contract.ts'

type Owner = { tenantId: number; userId: string }
export type NewView = { name: string; query: string; shared: boolean }
const shape = (userId: string) =>
  ['id', 'name', 'query', 'shared', sql<boolean>`owner_id = ${userId}`.as('own'), 'version'] as const

/** Own views and those that others share, by name. */
export async function listViewRows(db: Query, { tenantId, userId }: Owner): Promise<SavedView[]> {
  const views = await db
    .selectFrom('saved_views')
    .select(shape(userId))
    .where('tenant_id', '=', tenantId)
    .where((view) => view.or([view('owner_id', '=', userId), view('shared', '=', true)]))
    .orderBy('id')
    .execute()
  return views.sort((a, b) => fold(a.name).localeCompare(fold(b.name), 'en') || a.id - b.id)
}

export const insertView = (db: Query, { tenantId, userId }: Owner, view: NewView): Promise<SavedView> =>
  db
    .insertInto('saved_views')
    .values({ tenant_id: tenantId, owner_id: userId, ...view })
    .returning(shape(userId))
    .executeTakeFirstOrThrow()

type Versioned = { readonly id: number; readonly version: number }
const ownOne = ({ tenantId, userId }: Owner, { id, version }: Versioned) =>
  sql<boolean>`tenant_id = ${tenantId} and owner_id = ${userId} and id = ${id} and version = ${version}`

/** Changes an own view; undefined when there is no such view of one's own in that version. */
export const updateView = (
  db: Query,
  owner: Owner,
  one: Versioned,
  view: Partial<NewView>,
): Promise<SavedView | undefined> =>
  db
    .updateTable('saved_views')
    // A change of nothing is no other version, and is answered the same.
    .set({ version: Object.keys(view).length > 0 ? sql`version + 1` : one.version, ...view })
    .where(ownOne(owner, one))
    .returning(shape(owner.userId))
    .executeTakeFirst()

/** Deletes an own view; false when there is no such view of one's own in that version. */
export async function deleteViewRow(db: Query, owner: Owner, one: Versioned): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('saved_views').where(ownOne(owner, one)).executeTakeFirst()
  return numDeletedRows > 0n
}

export async function isOwnView(db: Query, { tenantId, userId }: Owner, id: number): Promise<boolean> {
  const found = await db
    .selectFrom('saved_views')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('owner_id', '=', userId)
    .where('id', '=', id)
    .executeTakeFirst()
  return found !== undefined
}
