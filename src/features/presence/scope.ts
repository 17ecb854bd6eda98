/** Who is there: the same words wherever it is listed, counted or filtered (SPEC 2, LIST-4). Each speaks of a person under the alias `p`. */
import { sql } from 'kysely'
import type { Expression } from '../../server/database/database.ts'
import { isLive } from '../sessions/scope.ts'
import type { ActiveState, Presence } from './contract/presence.ts'
import { BELIEVED_HOURS } from './rules.ts'

type Predicate = Expression<boolean>

/** As the rules say, for statements. */
export const BELIEVED = sql.raw(`interval '${BELIEVED_HOURS} hours'`)

/** The ids of who has a live console session, and of who has a live registration; a person may come several times. */
const sessions = (tenantId: number, now: Date) => sql`
  select live.user_id from sessions live where live.tenant_id = ${tenantId} and ${isLive(tenantId, now)}`
const phones = (tenantId: number, now: Date) => sql`
  select phone.user_id from registrations phone where phone.tenant_id = ${tenantId} and phone.expires_at > ${now}`

const isAmong = (ids: Expression<unknown>): Predicate =>
  sql<boolean>`exists (select from (${ids}) there where there.user_id = p.id)`

/** Signed in: has a live session of the console. */
export const isSignedIn = (tenantId: number, now: Date): Predicate => isAmong(sessions(tenantId, now))
/** On the phone: a SIP server has a live registration of theirs. */
export const isOnPhone = (tenantId: number, now: Date): Predicate => isAmong(phones(tenantId, now))
/** Online is either. One set and not two questions, so that the planner may join it or look people up in it, whichever costs less. */
export const isOnline = (tenantId: number, now: Date): Predicate => isAmong(onlineIds(tenantId, now))

/** The ids of everybody who is online; a person may come several times. */
export const onlineIds = (tenantId: number, now: Date): Expression<unknown> =>
  sql`${sessions(tenantId, now)} union all ${phones(tenantId, now)}`

/** Is doing this, as the last word of the last day says. */
export const isDoing = (tenantId: number, now: Date, state: ActiveState): Predicate => sql<boolean>`exists (
  select from availability doing where doing.tenant_id = ${tenantId} and doing.user_id = p.id
    and doing.state = ${state} and doing.at > ${now}::timestamptz - ${BELIEVED})`

/** The ids of everybody who is doing this, each once. */
export const doingIds = (tenantId: number, now: Date, state: ActiveState): Expression<unknown> => sql`
  select doing.user_id from availability doing where doing.tenant_id = ${tenantId}
    and doing.state = ${state} and doing.at > ${now}::timestamptz - ${BELIEVED}`

/** A person’s three facts as JSON: what `presence` of the contract says, with the phone whatever the modules. */
export const presenceOf = (tenantId: number, now: Date): Expression<Required<Presence>> => sql<Required<Presence>>`(
  select json_build_object('signedIn', ${isSignedIn(tenantId, now)}, 'phone', ${isOnPhone(tenantId, now)},
    'state', said.state, 'since', to_char(said.since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
  from (select) as nobody left join availability said on said.tenant_id = ${tenantId} and said.user_id = p.id
    and said.at > ${now}::timestamptz - ${BELIEVED})`
