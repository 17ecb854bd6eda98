/** What no service of the product makes: a house all at once, and a past. Every statement takes a set. */
import { sql } from 'kysely'
import { searchText, sortKey } from '../../contract/text.ts'
import type { Trx } from '../../server/database/database.ts'
import type { GroupKind } from '../groups/contract.ts'

type Named = { readonly id: number; readonly name: string }

/** The ids of the rows in the order of the names that were asked for. */
const inOrder = (names: readonly string[], rows: readonly Named[]): number[] => {
  const ids = new Map(rows.map(({ id, name }) => [name, id]))
  return names.map((name) => ids.get(name)!)
}

export async function insertSites(
  trx: Trx,
  tenantId: number,
  sites: readonly { name: string; timeZone: string }[],
): Promise<number[]> {
  const rows = await trx
    .insertInto('sites')
    .values(
      sites.map(({ name, timeZone }) => ({
        tenant_id: tenantId,
        name,
        name_key: sortKey(name),
        time_zone: timeZone,
      })),
    )
    .returning(['id', 'name'])
    .execute()
  return inOrder(
    sites.map(({ name }) => name),
    rows,
  )
}

export async function insertGroups(
  trx: Trx,
  tenantId: number,
  kind: GroupKind,
  names: readonly string[],
): Promise<number[]> {
  const rows = await trx
    .insertInto('groups')
    .values(names.map((name) => ({ tenant_id: tenantId, kind, name, name_key: sortKey(name) })))
    .returning(['id', 'name'])
    .execute()
  return inOrder(names, rows)
}

export async function insertQueues(trx: Trx, tenantId: number, names: readonly string[]): Promise<number[]> {
  const rows = await trx
    .insertInto('queues')
    .values(names.map((name) => ({ tenant_id: tenantId, name, name_key: sortKey(name) })))
    .returning(['id', 'name'])
    .execute()
  return inOrder(names, rows)
}

type Pbx = { readonly name: string; readonly domain: string }
const pbxRow = ({ name, domain }: Pbx) => ({ name, name_key: sortKey(name), domain })

export async function insertPbxes(trx: Trx, tenantId: number, pbxes: readonly Pbx[]): Promise<number[]> {
  const rows = await trx
    .insertInto('pbxes')
    .values(pbxes.map((pbx) => ({ tenant_id: tenantId, ...pbxRow(pbx) })))
    .returning(['id', 'name'])
    .execute()
  return inOrder(
    pbxes.map(({ name }) => name),
    rows,
  )
}

export const renamePbx = (trx: Trx, tenantId: number, id: number, pbx: Pbx) =>
  trx.updateTable('pbxes').set(pbxRow(pbx)).where('tenant_id', '=', tenantId).where('id', '=', id).execute()

export type PastSession = {
  id: string
  user_id: string
  /** SHA-256 of a token that nobody was given, as hexadecimal digits. */
  token_hash: string
  address: string
  user_agent: string
  started_at: Date
  last_seen_at: Date
  expires_at: Date
  /** Null while it is live. */
  ended_at: Date | null
  end_reason: string | null
}

export async function insertSessions(trx: Trx, tenantId: number, sessions: readonly PastSession[]): Promise<void> {
  if (sessions.length === 0) return
  await sql`
    insert into sessions (tenant_id, id, user_id, token_hash, acting_tenant_id, address, user_agent, started_at, proved_at,
      last_seen_at, expires_at, ended_at, end_reason)
    select ${tenantId}, s.id, s.user_id, decode(s.token_hash, 'hex'), ${tenantId}, s.address, s.user_agent, s.started_at, s.started_at,
      s.last_seen_at, s.expires_at, s.ended_at, s.end_reason
    from json_to_recordset(${JSON.stringify(sessions)}) as s (id uuid, user_id uuid, token_hash text, address inet, user_agent text,
      started_at timestamptz, last_seen_at timestamptz, expires_at timestamptz, ended_at timestamptz, end_reason text)`.execute(
    trx,
  )
}

export type SaidState = { user_id: string; state: string; at: Date }

/** What people said they do, no two words alike in a row, with what follows from the last one; and their telephones until that moment. */
export async function insertShifts(
  trx: Trx,
  tenantId: number,
  said: readonly SaidState[],
  registeredUntil: Date,
): Promise<void> {
  if (said.length === 0) return
  const words = sql`json_to_recordset(${JSON.stringify(said)}) as w (user_id uuid, state text, at timestamptz)`
  await sql`
    insert into availability_words (tenant_id, user_id, at, state) select ${tenantId}, user_id, at, state from ${words}`.execute(
    trx,
  )
  await sql`
    with last as (select distinct on (user_id) user_id, state, at from ${words} order by user_id, at desc),
    phones as (
      insert into registrations (tenant_id, user_id, contact, expires_at, at)
      select ${tenantId}, user_id, '', ${registeredUntil}, at from last)
    insert into availability (tenant_id, user_id, state, since, at) select ${tenantId}, user_id, state, at, at from last`.execute(
    trx,
  )
}

export type SignIn = { user_id: string; last_at: Date }

export async function insertSignIns(trx: Trx, tenantId: number, signIns: readonly SignIn[]): Promise<void> {
  if (signIns.length === 0) return
  await sql`
    insert into user_sign_ins (tenant_id, user_id, last_at)
    select ${tenantId}, s.user_id, s.last_at
    from json_to_recordset(${JSON.stringify(signIns)}) as s (user_id uuid, last_at timestamptz)`.execute(trx)
}

export type Lead = { id: string; name: string; phone: string; user_id: string; created_at: Date }

export async function insertLeads(trx: Trx, tenantId: number, leads: readonly Lead[]): Promise<void> {
  if (leads.length === 0) return
  const rows = leads.map((lead) => ({ ...lead, search: searchText([lead.name, lead.phone]) }))
  await sql`
    insert into leads (tenant_id, id, name, phone, user_id, search, created_at, assigned_at)
    select ${tenantId}, l.id, l.name, l.phone, l.user_id, l.search, l.created_at, l.created_at
    from json_to_recordset(${JSON.stringify(rows)})
      as l (id uuid, name text, phone text, user_id uuid, search text, created_at timestamptz)`.execute(trx)
}
