/** How a person stands in the tables, field by field in the words of the change log, and what the log says of them. */
import { sql } from 'kysely'
import { groupFieldNames, groupFields } from '#src/features/users/fields/catalogue.ts'
import { columnFields, columns } from '#src/features/users/sql/columns.ts'
import type { World } from './world.ts'

export type State = Readonly<Record<string, unknown>>

/** Fields, memberships and grants of a person; `effects` are what an action takes beside them. */
export async function stateOf(w: World, id: string): Promise<{ fields: State; effects: State; version: number }> {
  const mine = { column: 'user_id', value: id } as const
  const row = await w.db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const members = await w.db
    .selectFrom('group_members')
    .innerJoin('groups', (on) =>
      on.onRef('groups.id', '=', 'group_members.group_id').onRef('groups.tenant_id', '=', 'group_members.tenant_id'),
    )
    .select(['groups.id', 'groups.kind', 'group_members.level'])
    .where(mine.column, '=', id)
    .orderBy('groups.id')
    .execute()
  const groups = groupFieldNames.map((field) => {
    const held = members.filter((m) => m.kind === groupFields[field])
    return [field, field === 'skills' ? held.map((m) => ({ id: m.id, level: m.level })) : held.map((m) => m.id)]
  })
  const roles = await w.db
    .selectFrom('role_grants')
    .select(['role_id as id', 'site_ids as sites', 'desk_ids as desks'])
    .where('user_id', '=', id)
    .orderBy('role_id')
    .execute()
  const queues = await w.db
    .selectFrom('queue_members')
    .select(['queue_id as id', 'priority'])
    .where('user_id', '=', id)
    .orderBy('queue_id')
    .execute()
  const leads = await w.db.selectFrom('leads').select('id').where('user_id', '=', id).orderBy('id').execute()
  const sessions = await w.db
    .selectFrom('sessions')
    .select('id')
    .where('user_id', '=', id)
    .where('ended_at', 'is', null)
    .execute()
  const secondSteps = await w.db.selectFrom('user_second_steps').select('user_id').where('user_id', '=', id).execute()
  const setUps = await w.db.selectFrom('set_ups').select('user_id').where('user_id', '=', id).execute()
  const locks = await w.db.selectFrom('sign_in_tries').select('locked_until').where('user_id', '=', id).execute()
  return {
    version: row.version,
    fields: {
      ...Object.fromEntries(columnFields.map((field) => [field, row[columns[field]]])),
      ...Object.fromEntries(groups),
      roles,
      status: row.status,
      deleted: row.deleted_at !== null,
      twoStep: secondSteps.length > 0,
      setUp: setUps.length > 0,
      locked: locks.some((l) => Number(l.locked_until) > w.clock.now().getTime()),
    },
    effects: { queuesLeft: queues, leadsUnassigned: leads.map((l) => l.id), sessionsEnded: sessions.length },
  }
}

/** What differs between two states, as history says it: `{field: [before, after]}`. */
export function difference(before: State, after: State): Record<string, [unknown, unknown]> {
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
  return Object.fromEntries(
    Object.keys(after)
      .filter((f) => !same(before[f], after[f]))
      .map((f) => [f, [before[f], after[f]]]),
  )
}

const queuesByHand = /^(add|remove|restore)-queues$|^set-queue-priority$/

/** What an action changed, as history says it: queues are a change of their own where they are what was asked for, else an effect. */
export function toldOf(action: string, before: { fields: State; effects: State }, after: typeof before) {
  const [changes, effects] = [difference(before.fields, after.fields), difference(before.effects, after.effects)]
  if (action === 'hand-over-leads' && effects['leadsUnassigned']) {
    const [had, has] = effects['leadsUnassigned'] as [unknown[], unknown[]]
    return { changes: { ...changes, leads: [had.length, has.length] as [unknown, unknown] }, effects }
  }
  const { queuesLeft, ...others } = effects
  if (!queuesLeft || !queuesByHand.test(action)) return { changes, effects }
  return { changes: { ...changes, queues: queuesLeft }, effects: others }
}

/** The entries of the log about a person, the oldest first, each with the action that made it. */
export const logOf = (w: World, id: string) =>
  w.db
    .selectFrom('history')
    .innerJoin('change_sets', (on) =>
      on.onRef('change_sets.id', '=', 'history.change_set_id').onRef('change_sets.tenant_id', '=', 'history.tenant_id'),
    )
    .select([
      'history.changes',
      'history.effects',
      'history.change_set_id as changeSet',
      'change_sets.action',
      'change_sets.params',
      'change_sets.actor_id as actor',
      'change_sets.origin',
    ])
    .where('history.user_id', '=', id)
    .orderBy('history.at')
    .orderBy('history.change_set_id')
    .execute()

const CHANGEABLE = [
  ...['users', 'directory', 'group_members', 'role_grants', 'queue_members', 'leads', 'extensions', 'sign_in_names'],
  ...[
    'user_secrets',
    'user_passwords',
    'user_second_steps',
    'user_pictures',
    'history',
    'change_sets',
    'groups',
    'roles',
    'sites',
    'api_keys',
  ],
  ...['saved_views', 'pbxes', 'tenants', 'preferences', 'custom_fields'],
  ...['checklists', 'trainings', 'set_ups', 'training_ticks'],
]

/**
 * How each table stands that a request could change, and the sessions that ended: for showing that nothing was written. Whoever writes
 * a row gives it the number of their transaction, which is higher than all before: so the number of rows and the sum of those say it.
 */
export async function everything(w: World): Promise<string> {
  const digest = (table: string, rows: string) =>
    sql`select ${table} as name, count(*) || ' rows, ' || coalesce(sum(xmin::text::bigint), 0) as digest from ${sql.raw(rows)}`
  const parts = CHANGEABLE.map((table) => digest(table, table))
  const ended = digest('ended sessions', 'sessions where ended_at is not null')
  const { rows } = await sql<{
    name: string
    digest: string | null
  }>`${sql.join([...parts, ended], sql` union all `)}`.execute(w.db)
  return rows
    .map((row) => `${row.name} ${row.digest}`)
    .sort()
    .join('\n')
}
