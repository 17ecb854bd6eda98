/** People as lists and pages show them: one statement for a page, memberships gathered in it. */
import { sql } from 'kysely'
import type { Database, Expression, Query } from '../../../server/database/database.ts'
import { isLive } from '../../sessions/scope.ts'
import { isLocked } from '../../locks/scope.ts'
import type { Presence } from '../../presence/contract/presence.ts'
import { presenceOf } from '../../presence/scope.ts'
import { hasTwoStep } from '../../two-step/scope.ts'
import { plainColumns, type PlainColumns } from './columns.ts'

export type Member = { id: number; name: string; kind: string; level: number | null }
export type RoleRow = { id: number; name: string; sites: number[] | null; desks: number[] | null }
export type QueueRow = { id: number; name: string; priority: number }

export type PersonRow = {
  id: string
  version: number
  username: string
  email: string
  first_name: string | null
  last_name: string | null
  status: 'pending' | 'active' | 'inactive'
  locked: boolean
  two_step: boolean
  superuser: boolean
  presence: Required<Presence>
  site_id: number
  site_name: string
  site_time_zone: string
  sip_extension: string | null
  virtual_extension: string | null
  created_at: Date
  last_at: Date | null
  calls_handled: number | null
  members: Member[]
  roles: RoleRow[]
  queues: QueueRow[]
}

export type WholePersonRow = PersonRow &
  PlainColumns & {
    sip_pbx_name: string | null
    secrets: string[]
    picture_at: Date | null
    has_password: boolean
    live_sessions: number
    leads: number
  }

type Ask = { tenantId: number; now: Date }

// Lists of a person, each gathered by the primary key of its join table.
const gathered = ({ tenantId }: Ask) => sql`
  coalesce((select json_agg(json_build_object('id', g.id, 'name', g.name, 'kind', g.kind, 'level', m.level) order by g.name_key)
    from group_members m join groups g on g.tenant_id = m.tenant_id and g.id = m.group_id
    where m.tenant_id = ${tenantId} and m.user_id = p.id), '[]') as members,
  coalesce((select json_agg(json_build_object('id', r.id, 'name', r.name, 'sites', o.site_ids, 'desks', o.desk_ids) order by r.name_key)
    from role_grants o join roles r on r.tenant_id = o.tenant_id and r.id = o.role_id
    where o.tenant_id = ${tenantId} and o.user_id = p.id), '[]') as roles,
  coalesce((select json_agg(json_build_object('id', q.id, 'name', q.name, 'priority', w.priority) order by q.name_key)
    from queue_members w join queues q on q.tenant_id = w.tenant_id and q.id = w.queue_id
    where w.tenant_id = ${tenantId} and w.user_id = p.id), '[]') as queues`

const IN_EVERY_ROW = ['username', 'email', 'first_name', 'last_name', 'sip_extension', 'virtual_extension'] as const

const shown = (ask: Ask) => sql`
  p.id, p.version, p.status, p.superuser, p.site_id, p.created_at, ${sql.raw(IN_EVERY_ROW.map((name) => `p.${name}`).join(', '))},
  s.name as site_name, s.time_zone as site_time_zone,
  (select l.last_at from user_sign_ins l where l.tenant_id = ${ask.tenantId} and l.user_id = p.id) as last_at,
  (select c.handled from recent_calls c where c.tenant_id = ${ask.tenantId} and c.user_id = p.id) as calls_handled,
  ${presenceOf(ask.tenantId, ask.now)} as presence, ${isLocked(ask.tenantId, ask.now)} as locked,
  ${hasTwoStep(ask.tenantId)} as two_step, ${gathered(ask)}`

/** The plain columns that a row of the list has not. */
const further = plainColumns
  .filter((column) => !IN_EVERY_ROW.some((one) => one === column))
  .map((column) => `p.${column}`)

/** Rows of the list for these ids, in their order. */
export const selectRows = (database: Database, ask: Ask, ids: readonly string[]): Promise<PersonRow[]> =>
  database.kept(
    ask.tenantId,
    sql<PersonRow>`
    select ${shown(ask)}
    from unnest(${[...ids]}::uuid[]) with ordinality as wanted (id, place)
    join users p on p.tenant_id = ${ask.tenantId} and p.id = wanted.id and p.deleted_at is null
    join sites s on s.tenant_id = p.tenant_id and s.id = p.site_id
    order by wanted.place`,
  )

/** One person, whole, when the predicate lets it be seen. */
export const findPerson = async (
  database: Database,
  ask: Ask,
  id: string,
  visible: Expression<boolean>,
): Promise<WholePersonRow | undefined> => (await database.kept(ask.tenantId, wholePerson(ask, id, visible)))[0]

/** The same inside a transaction: the before-values of an edit, and what came of it. */
export const findPersonIn = async (
  trx: Query,
  ask: Ask,
  id: string,
  visible: Expression<boolean>,
): Promise<WholePersonRow | undefined> => (await wholePerson(ask, id, visible).execute(trx)).rows[0]

function wholePerson(ask: Ask, id: string, visible: Expression<boolean>): Expression<WholePersonRow> {
  const { tenantId, now } = ask
  return sql<WholePersonRow>`
    select ${shown(ask)}, ${sql.raw(further.join(', '))}, b.name as sip_pbx_name,
      array(select x.kind from user_secrets x where x.tenant_id = ${tenantId} and x.user_id = p.id) as secrets,
      (select i.changed_at from user_pictures i where i.tenant_id = ${tenantId} and i.user_id = p.id) as picture_at,
      exists (select from user_passwords w where w.tenant_id = ${tenantId} and w.user_id = p.id) as has_password,
      (select count(*) from sessions live where live.tenant_id = ${tenantId} and live.user_id = p.id and ${isLive(tenantId, now)}) as live_sessions,
      (select count(*) from leads d where d.tenant_id = ${tenantId} and d.user_id = p.id) as leads
    from users p
    join sites s on s.tenant_id = p.tenant_id and s.id = p.site_id
    left join pbxes b on b.tenant_id = p.tenant_id and b.id = p.sip_pbx_id
    where p.tenant_id = ${tenantId} and p.id = ${id}::uuid and p.deleted_at is null and ${visible}`
}
