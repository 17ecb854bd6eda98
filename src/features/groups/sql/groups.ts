import { sql } from 'kysely'
import { fold, sortKey } from '../../../contract/text.ts'
import { brokenUnique, type Query, type Trx } from '../../../server/database/database.ts'
import { groupNameTaken, type Group, type GroupKind } from '../contract.ts'

export type Wanted = { kind: GroupKind | null; search: string; archived: boolean; limit: number }

/** Members of the group `g` who are not deleted. The few deleted ones, who can come back, are taken off again: counting
 * with the index alone is much less than asking each member's row. */
const members = sql<number>`(
  (select count(*) from group_members m where m.tenant_id = g.tenant_id and m.group_id = g.id)
  - (select count(*) from users u join group_members m on m.tenant_id = u.tenant_id and m.user_id = u.id
     where u.tenant_id = g.tenant_id and u.deleted_at is not null and m.group_id = g.id))`
const shape = sql`g.id, g.kind, g.name, ${members}::integer as members, g.archived_at is not null as archived, g.version`

export async function listGroupRows(
  db: Query,
  tenantId: number,
  { kind, search, archived, limit }: Wanted,
): Promise<{ items: Group[]; total: number }> {
  const pattern = `%${fold(search)
    .trim()
    .replace(/[\\%_]/g, '\\$&')}%`
  const matching = sql`from groups g where g.tenant_id = ${tenantId} and (${kind}::text is null or g.kind = ${kind})
    and g.name_key like ${pattern} and (${archived} or g.archived_at is null)`
  const { rows: items } =
    await sql<Group>`select ${shape} ${matching} order by g.name_key, g.id limit ${limit}`.execute(db)
  if (items.length < limit) return { items, total: items.length }
  const { rows } = await sql<{ total: number }>`select count(*) as total ${matching}`.execute(db)
  return { items, total: rows[0]!.total }
}

export async function getGroup(db: Query, tenantId: number, id: number): Promise<Group> {
  const { rows } =
    await sql<Group>`select ${shape} from groups g where g.tenant_id = ${tenantId} and g.id = ${id}`.execute(db)
  return rows[0]!
}

export async function insertGroup(trx: Trx, tenantId: number, kind: GroupKind, name: string): Promise<number> {
  const group = { tenant_id: tenantId, kind, name, name_key: sortKey(name) }
  const { id } = await trx
    .insertInto('groups')
    .values(group)
    .returning('id')
    .executeTakeFirstOrThrow()
    .catch(refuseTaken)
  return id
}

export type Held = { name: string; archived: boolean; version: number }

/** The group as it is, and nobody else changes it until the transaction ends. */
export async function lockGroup(trx: Trx, tenantId: number, id: number): Promise<Held | undefined> {
  return trx
    .selectFrom('groups')
    .select(['name', 'version', sql<boolean>`archived_at is not null`.as('archived')])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

export async function updateGroup(
  trx: Trx,
  tenantId: number,
  id: number,
  { name, archived }: Partial<Held>,
  now: Date,
): Promise<void> {
  await trx
    .updateTable('groups')
    .set({
      version: sql`version + 1`,
      ...(name === undefined ? {} : { name, name_key: sortKey(name) }),
      ...(archived === undefined ? {} : { archived_at: archived ? now : null }),
    })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute()
    .catch(refuseTaken)
}

function refuseTaken(error: unknown): never {
  throw brokenUnique(error) === 'groups_name' ? groupNameTaken() : error
}
