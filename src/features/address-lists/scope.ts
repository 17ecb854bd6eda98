import { sql } from 'kysely'
import type { Expression } from '../../server/database/database.ts'

/** An address that neither the tenant nor this user, a row of the table `users`, has on a list. Null is nowhere (S43). */
const isUnlisted = (user: string, address: string): string => `(
  not coalesce((
    select not l.enforced or ${address} <<= any(l.networks) from tenant_address_lists l where l.tenant_id = ${user}.tenant_id), false)
  and not coalesce((
    select ${address} <<= any(l.networks) from user_address_lists l where l.tenant_id = ${user}.tenant_id and l.user_id = ${user}.id), false))`

/**
 * Who is served from allowed addresses alone, and comes from another: text of SQL over a row `u` of the table `users`, for
 * statements that are kept planned; `address` is an `inet` (S32). The lists are read for those alone who use them, so that
 * a request of anybody else costs nothing more.
 */
export const comesFromElsewhere = (address: string): string => `(u.use_address_list and ${isUnlisted('u', address)})`

/** Whether the person `p` could not be served from there, if lists were asked. */
export const couldNotComeFrom = (address: string | null): Expression<boolean> => sql<boolean>`(
  select ${sql.raw(isUnlisted('p', 'here.address'))} from (select ${address}::inet as address) here)`
