/** Every statement about address lists. */
import { sql } from 'kysely'
import type { Context } from '../../server/context.ts'
import { kept, type Query, type Trx } from '../../server/database/database.ts'
import { holdsMore, visibleUsers } from '../roles/scope.ts'
import { comesFromElsewhere } from './scope.ts'

/** `networks` as text, in the order in which they were written; a name for each stands in `labels`. */
export type ListRow = { readonly networks: string[]; readonly labels: string[]; readonly version: number }
export type TenantListRow = ListRow & { readonly enforced: boolean }

const networks = sql<
  string[]
>`array(select abbrev(n::inet) from unnest(networks) with ordinality as l (n, place) order by place)`.as('networks')

export const findTenantList = (db: Query, tenantId: number): Promise<TenantListRow | undefined> =>
  db
    .selectFrom('tenant_address_lists')
    .select([networks, 'labels', 'version', 'enforced'])
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst()

/** The tenant's list, made if it has none yet; nobody else changes it until the transaction ends. */
export async function lockTenantList(trx: Trx, tenantId: number): Promise<TenantListRow> {
  await trx
    .insertInto('tenant_address_lists')
    .values({ tenant_id: tenantId, version: 0 })
    .onConflict((oc) => oc.doNothing())
    .execute()
  return trx
    .selectFrom('tenant_address_lists')
    .select([networks, 'labels', 'version', 'enforced'])
    .where('tenant_id', '=', tenantId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
}

type Written = { readonly networks: readonly string[]; readonly labels: readonly string[] }
const written = (list: Written) => ({
  networks: sql<string[]>`${[...list.networks]}::text[]::cidr[]`,
  labels: [...list.labels],
  version: sql<number>`version + 1`,
})

export const updateTenantList = (trx: Trx, tenantId: number, list: Written & { enforced: boolean }) =>
  trx
    .updateTable('tenant_address_lists')
    .set({ ...written(list), enforced: list.enforced })
    .where('tenant_id', '=', tenantId)
    .execute()

/** How many users of the tenant are served from allowed addresses alone. */
export async function countUsing(db: Query, tenantId: number): Promise<number> {
  const { count } = await db
    .selectFrom('users')
    .select(sql<number>`count(*)`.as('count'))
    .where('tenant_id', '=', tenantId)
    .where('use_address_list', '=', true)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

export type Listed = ListRow & { readonly inUse: boolean; readonly holdsMore: boolean }

/** The list of a user whom the actor may treat so; version 0 while it was never written. */
export async function findUserList({ actor }: Context, db: Query, userId: string): Promise<Listed | undefined> {
  const { rows } = await sql<Listed>`
    select coalesce(array(select abbrev(n::inet) from unnest(l.networks) with ordinality as e (n, place) order by place), '{}') as networks,
      coalesce(l.labels, '{}') as labels, coalesce(l.version, 0) as version, p.use_address_list as "inUse",
      ${holdsMore(actor)} as "holdsMore"
    from users p left join user_address_lists l on l.tenant_id = p.tenant_id and l.user_id = p.id
    where p.id = ${userId} and p.deleted_at is null and ${visibleUsers(actor, 'users.addresses')}`.execute(db)
  return rows[0]
}

/** Nobody else changes this user until the transaction ends. */
export const lockUser = (trx: Trx, tenantId: number, userId: string) =>
  trx
    .selectFrom('users')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', userId)
    .forNoKeyUpdate()
    .executeTakeFirst()

export const upsertUserList = (trx: Trx, tenantId: number, userId: string, list: Written) =>
  trx
    .insertInto('user_address_lists')
    .values({ ...written(list), version: 1, tenant_id: tenantId, user_id: userId })
    .onConflict((oc) =>
      oc
        .columns(['tenant_id', 'user_id'])
        .doUpdateSet({ ...written(list), version: sql<number>`user_address_lists.version + 1` }),
    )
    .execute()

/** Whether this user is served from allowed addresses alone, and that one is none of them. */
export async function isElsewhere(
  db: Query,
  tenantId: number,
  userId: string,
  address: string | null,
): Promise<boolean> {
  const { rows } = await sql`
    select from users u cross join (select ${address}::inet as address) here
    where u.tenant_id = ${tenantId} and u.id = ${userId} and ${sql.raw(comesFromElsewhere('here.address'))} ${kept}`.execute(
    db,
  )
  return rows.length > 0
}
