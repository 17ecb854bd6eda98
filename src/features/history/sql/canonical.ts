/**
 * The one form in which history is hashed: the text of PostgreSQL's jsonb, whose keys have one order and whose values one
 * spelling, in UTF-8. Instants stand as seconds, since their text would follow the time zone of whoever asks.
 *
 *   personal value  sha256(salt ‖ [before, after])
 *   entry           sha256([the entry…, the header of its change set…])
 *   seal            sha256(hash of the seal before ‖ [the seal…] ‖ the entries in the order (xid, change set, user))
 */
import { sql } from 'kysely'
import type { Expression } from '../../../server/database/database.ts'

const bytes = (json: Expression<unknown>) => sql<Buffer>`convert_to(${json}::text, 'UTF8')`

/** What an entry keeps of a personal value, in hexadecimal. */
export const personalHash = (before: Expression<unknown>, after: Expression<unknown>, salt: Expression<unknown>) =>
  sql<string>`encode(sha256(${salt} || ${bytes(sql`jsonb_build_array(${before}, ${after})`)}), 'hex')`

/** Of the entry `h` and the header `c` of its change set; a header that is gone gives another digest. */
const entryDigest = sql<Buffer>`sha256(${bytes(sql`jsonb_build_array(
  h.tenant_id, h.change_set_id, h.user_id, extract(epoch from h.at), h.changes, h.effects, h.epoch, h.xid,
  extract(epoch from c.at), c.action, c.params, c.actor_kind, c.actor_id, c.actor_name, c.home_tenant_id, c.origin,
  c.address, c.request_id, c.reverses, c.reason)`)})`

/** How many entries lie in a range of transactions, and their digests one after the other. */
export const entriesBetween = (range: {
  tenant: Expression<unknown>
  epoch: Expression<unknown>
  from: Expression<unknown>
  to: Expression<unknown>
}) => sql`
  select count(*)::integer as found, coalesce(string_agg(${entryDigest}, ''::bytea order by h.xid, h.change_set_id, h.user_id), '') as digests
  from history h left join change_sets c on c.tenant_id = h.tenant_id and c.id = h.change_set_id
  where h.tenant_id = ${range.tenant} and h.epoch = ${range.epoch} and h.xid >= ${range.from} and h.xid < ${range.to}`

/** Of the seal `s` over `digests`, linked to the seal before it (null for the first). */
export const sealHash = (previous: Expression<unknown>, digests: Expression<unknown>) => sql<Buffer>`sha256(
  coalesce(${previous}, ''::bytea)
  || ${bytes(sql`jsonb_build_array(s.tenant_id, s.seq, s.epoch, s.from_xid, s.to_xid, s.entries, extract(epoch from s.sealed_at))`)}
  || ${digests})`
