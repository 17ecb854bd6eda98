/**
 * The one form in which history is hashed: the text of PostgreSQL's jsonb, whose keys have one order and whose values one
 * spelling, in UTF-8. Instants stand as seconds, since their text would follow the time zone of whoever asks.
 *
 *   personal value  sha256(salt of the entry ‖ its field ‖ [before, after])
 *   name of a user  sha256(salt of the change set ‖ the name)
 *   header          sha256([the change set…])
 *   entry           sha256(header of its change set ‖ the entry…)
 *   seal            sha256(hash of the seal before ‖ [the seal…] ‖ the entries in the order (xid, change set, user))
 */
import { sql } from 'kysely'
import type { Expression } from '../../../server/database/database.ts'

const bytes = (json: Expression<unknown>) => sql<Buffer>`convert_to(${json}::text, 'UTF8')`

/** Salts of one entry: for each of its values the name of the `field` stands behind them, so that no two are hashed alike. */
export const saltOf = (salt: Expression<unknown>) => sql<Buffer>`${salt} || convert_to(field, 'UTF8')`

/** Rows `v` of `field` and `hash`: what an entry keeps of each of its personal values, in hexadecimal. */
export const personalHashes = (changes: Expression<unknown>, salt: Expression<unknown>) => sql`(
  select field, encode(sha256(${salt} || ${bytes(sql`change`)}), 'hex') as hash
  from jsonb_each(${changes}) as one (field, change)) v`

/** Of a user the salted hash of the name stands in the header, so that the name can go; until 0051 it stood there itself. */
const actor = sql`coalesce(encode(c.actor_hash, 'hex'), c.actor_name)`

/** The headers of the change sets in a range, each hashed once for all its entries. */
const headers = (within: Expression<unknown>) => sql`
  select c.id, sha256(${bytes(sql`jsonb_build_array(
    c.tenant_id, c.id, extract(epoch from c.at), c.action, c.params, c.actor_kind, c.actor_id, ${actor},
    c.home_tenant_id, c.origin, c.address, c.request_id, c.reverses, c.reason)`)}) as digest
  from change_sets c where ${within}`

/** No part of an entry is null or holds a space before its JSON begins, so that one text is one entry. */
const entryDigest = sql<Buffer>`sha256(header.digest || convert_to(concat_ws(' ',
  h.tenant_id, h.change_set_id, h.user_id, extract(epoch from h.at), h.epoch, h.xid, h.changes, h.effects), 'UTF8'))`

type Range = Record<'tenant' | 'epoch' | 'from' | 'to', Expression<unknown>>

/** How many entries lie in a range of transactions, and their digests one after the other; a header that is gone is missed. */
export const entriesBetween = ({ tenant, epoch, from, to }: Range) => {
  const inRange = (h: string) => {
    const [t, e, x] = ['tenant_id', 'epoch', 'xid'].map((column) => sql.ref(`${h}.${column}`))
    return sql`${t} = ${tenant} and ${e} = ${epoch} and ${x} >= ${from} and ${x} < ${to}`
  }
  const named = sql`c.tenant_id = ${tenant} and c.id in (select o.change_set_id from history o where ${inRange('o')})`
  return sql`
    select count(*)::integer as found,
      coalesce(string_agg(${entryDigest}, ''::bytea order by h.xid, h.change_set_id, h.user_id), '') as digests
    from history h left join (${headers(named)}) header on header.id = h.change_set_id
    where ${inRange('h')}`
}

/** Of the seal `s` over `digests`, linked to the seal before it (null for the first). */
export const sealHash = (previous: Expression<unknown>, digests: Expression<unknown>) => sql<Buffer>`sha256(
  coalesce(${previous}, ''::bytea)
  || ${bytes(sql`jsonb_build_array(s.tenant_id, s.seq, s.epoch, s.from_xid, s.to_xid, s.entries, extract(epoch from s.sealed_at))`)}
  || ${digests})`
