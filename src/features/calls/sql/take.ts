/** Call records into their table, and those that cannot be counted into the one beside it: a batch in one statement each. */
import { sql } from 'kysely'
import type { Expression, Trx } from '../../../server/database/database.ts'
import type { Call } from '../service/check.ts'

/** A call that is somebody's, with the mark of how they were named; `zone` is the time zone in which its day is told. */
export type AgentsCall = Call & { readonly userId: string; readonly agentMark: Buffer; readonly zone: string }
/** Who sends; `may` are the people `p` whose calls this sender may replace, null for everybody. */
export type Sender = { readonly tenantId: number; readonly source: string; readonly may: Expression<boolean> | null }
export type Placed = { readonly id: string; readonly user_id: string; readonly fresh: boolean }

/** Of two versions of a record the greater one is the fuller: any order of arrival leaves the same one. */
const fullness = (of: 'given' | 'excluded' | 'c') =>
  sql.raw(
    `(${[
      `${of}.revision`,
      `${of}.ended_at is not null`,
      `coalesce(${of}.ended_at, '-infinity')`,
      `${of}.answered_at is not null`,
      `${of}.talk_seconds`,
      `${of}.outcome`,
      `${of}.started_at`,
      `${of}.direction`,
      `coalesce(${of}.from_number, '')`,
      `coalesce(${of}.to_number, '')`,
      `coalesce(${of}.queue, '')`,
      `${of}.agent_mark`,
    ].join(', ')})`,
  )

/**
 * Writes what is new or fuller, and answers that alone; a record that is there and of somebody out of reach stays as it is. In
 * the order of ids, so that two who send the same at once wait for each other and never in a ring. What is counted follows by the
 * table's triggers.
 */
export async function placeCalls(
  trx: Trx,
  { tenantId, source, may }: Sender,
  calls: readonly AgentsCall[],
): Promise<Placed[]> {
  const column = <T>(of: (call: AgentsCall) => T) => calls.map(of)
  const iso = (at: Date | null) => at?.toISOString() ?? null
  const mine = may
    ? sql`exists (select from users p where p.tenant_id = ${tenantId} and p.id = c.user_id and ${may})`
    : sql`true`
  const { rows } = await sql<Placed>`
    with every as (
      select * from unnest(${column((c) => c.id)}::text[], ${column((c) => c.userId)}::uuid[], ${column((c) => c.agentMark)}::bytea[],
        ${column((c) => c.zone)}::text[], ${column((c) => c.direction)}::text[], ${column((c) => c.outcome)}::text[],
        ${column((c) => iso(c.startedAt))}::timestamptz[], ${column((c) => iso(c.answeredAt))}::timestamptz[],
        ${column((c) => iso(c.endedAt))}::timestamptz[], ${column((c) => c.talkSeconds)}::integer[], ${column((c) => c.from)}::text[],
        ${column((c) => c.to)}::text[], ${column((c) => c.queue)}::text[], ${column((c) => c.revision)}::integer[])
      as t (id, user_id, agent_mark, zone, direction, outcome, started_at, answered_at, ended_at, talk_seconds, from_number, to_number, queue, revision)
    ), given as (
      select distinct on (id collate "C") * from every as given order by id collate "C", ${fullness('given')} desc
    )
    insert into calls as c (tenant_id, source, id, user_id, agent_mark, day, direction, outcome, started_at, answered_at, ended_at,
      talk_seconds, from_number, to_number, queue, revision)
    select ${tenantId}::integer, ${source}, id, user_id, agent_mark, (started_at at time zone zone)::date, direction, outcome, started_at,
      answered_at, ended_at, talk_seconds, from_number, to_number, queue, revision
    from given order by id collate "C"
    on conflict (tenant_id, source, id) do update set user_id = excluded.user_id, agent_mark = excluded.agent_mark, day = excluded.day,
      direction = excluded.direction, outcome = excluded.outcome, started_at = excluded.started_at,
      answered_at = excluded.answered_at, ended_at = excluded.ended_at, talk_seconds = excluded.talk_seconds,
      from_number = excluded.from_number, to_number = excluded.to_number, queue = excluded.queue, revision = excluded.revision
    where ${fullness('excluded')} > ${fullness('c')} and ${mine}
    returning c.id, c.user_id, c.xmax = 0 as fresh`.execute(trx)
  return rows
}

export type Aside = {
  readonly id: string
  readonly recordId: string
  readonly cause: string
  readonly agent: { readonly kind: string; readonly name: string } | null
  readonly record: unknown
}

/**
 * Keeps records aside, each once; one whose call is counted already is not kept. They are nobody’s, so only who sends for everybody
 * says anew what is in one.
 */
export async function keepAside(
  trx: Trx,
  { tenantId, source, may, at }: Sender & { readonly at: Date },
  kept: readonly Aside[],
): Promise<void> {
  if (kept.length === 0) return
  await sql`
    insert into calls_aside as a (tenant_id, source, record_id, id, cause, agent_kind, agent_name, record, met_at)
    select distinct on (t.record_id collate "C") ${tenantId}::integer, ${source}, t.record_id, t.id, t.cause, t.kind, t.name, t.record, ${at}
    from unnest(${kept.map((k) => k.recordId)}::text[], ${kept.map((k) => k.id)}::uuid[], ${kept.map((k) => k.cause)}::text[],
      ${kept.map((k) => k.agent?.kind ?? null)}::text[], ${kept.map((k) => k.agent?.name ?? null)}::text[],
      ${kept.map((k) => JSON.stringify(k.record))}::jsonb[]) as t (record_id, id, cause, kind, name, record)
    where not exists (select from calls c where c.tenant_id = ${tenantId} and c.source = ${source} and c.id = t.record_id)
    order by t.record_id collate "C", t.id desc
    on conflict (tenant_id, source, record_id) do update set cause = excluded.cause, agent_kind = excluded.agent_kind,
      agent_name = excluded.agent_name, record = excluded.record
      where ${may === null}::boolean`.execute(trx)
}

/** A record that is counted now is aside no more. */
export async function releaseAside(
  trx: Trx,
  { tenantId, source }: { readonly tenantId: number; readonly source: string },
  recordIds: readonly string[],
): Promise<void> {
  await sql`delete from calls_aside where tenant_id = ${tenantId} and source = ${source} and record_id = any(${[...recordIds]}::text[])`.execute(
    trx,
  )
}
