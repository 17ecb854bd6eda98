/**
 * What the agents of the demonstration did on past days: one statement for each kind of thing, however many they are. Dice are
 * thrown by hashing who, which day and which call, so that the same people do the same on every machine.
 */
import { sql } from 'kysely'
import type { Trx } from '../../../server/database/database.ts'

/** An agent, and the days of which something is told. */
export type Worker = {
  readonly user_id: string
  /** Throws the dice: the same number, the same work. */
  readonly number: number
  /** IANA: where the days are days. */
  readonly zone: string
  readonly queues: readonly string[]
  /** Both within, as `2026-03-14`. */
  readonly first: string
  readonly last: string
}

const SOURCE = 'dialer'

const given = (workers: readonly Worker[]) =>
  sql`json_to_recordset(${JSON.stringify(workers)}) as w (user_id uuid, number bigint, zone text, queues text[], first date, last date)`

/** A whole number from 0 up to but not including `end`, a power of two; another place of the hash is another throw. */
const below = (end: number, dice: string, place: number) => sql.raw(`((${dice} >> ${place}) & ${end - 1})`)

/** Eight hours on five days of seven, for most from Monday to Friday; everybody begins at a time of their own. */
const shifts = (workers: readonly Worker[]) => sql`
  select w.*, day, dice, (day + time '07:00' + make_interval(mins => (number % 4 * 60 + ${below(16, 'dice', 0)})::integer)) at time zone zone as begins
  from ${given(workers)}
  cross join lateral (
    select day::date as day, hashint8extended(number, day::date - date '2000-01-01') as dice
    from generate_series(w.first, w.last, interval '1 day') as day
    where case when number % 4 < 3 then extract(isodow from day) < 6 else (extract(isodow from day) + number) % 7 > 1 end
  ) worked`

/** Four to seven calls a shift of whoever waits in a queue, each in its own stretch of it, so that nobody is on two at once; one in four goes out. */
export async function insertCalls(trx: Trx, tenantId: number, workers: readonly Worker[]): Promise<void> {
  await sql`
    insert into calls (tenant_id, source, id, user_id, day, direction, outcome, started_at, answered_at, ended_at, talk_seconds,
      from_number, to_number, queue)
    select ${tenantId}::integer, ${SOURCE}, id, user_id, day, direction, outcome, started_at,
      case when talk > 0 then started_at + rings end, started_at + rings + make_interval(secs => talk), talk,
      case direction when 'inbound' then other end, case direction when 'outbound' then other end, queue
    from (${shifts(workers.filter(({ queues }) => queues.length > 0))}) shift
    cross join lateral (select 4 + ${below(4, 'shift.dice', 4)} as count) calls
    cross join lateral generate_series(0, count - 1) as n
    cross join lateral (select hashint8extended(shift.dice, n) as dice) thrown
    cross join lateral (
      select lpad(number::text, 7, '0') || to_char(day, '.YYYYMMDD.') || n as id,
        case when ${below(4, 'thrown.dice', 0)} = 0 then 'outbound' else 'inbound' end as direction,
        case when ${below(4, 'thrown.dice', 0)} = 0
          then (array['unanswered', 'unanswered', 'busy', 'voicemail', 'answered', 'answered', 'answered', 'answered'])[1 + ${below(8, 'thrown.dice', 2)}]
          else case when ${below(16, 'thrown.dice', 2)} < 15 then 'answered' else 'unanswered' end end as outcome,
        begins + (n + ${below(128, 'thrown.dice', 6)} / 256.0) * interval '8 hours' / count as started_at,
        make_interval(secs => 3 + ${below(32, 'thrown.dice', 13)}) as rings,
        '+120255501' || lpad((${below(128, 'thrown.dice', 18)} % 100)::text, 2, '0') as other,
        queues[1 + ${below(64, 'thrown.dice', 25)} % cardinality(queues)] as queue) said
    cross join lateral (
      select case when outcome = 'answered' then 25 + ${below(1024, 'thrown.dice', 31)} * ${below(1024, 'thrown.dice', 31)} / 1900 else 0 end::integer as talk) length`.execute(
    trx,
  )
}

/** Of who is at work now, the calls that are over, as they were said to be on them; the names of their queues by `workers`. */
export async function insertCallsOfToday(trx: Trx, tenantId: number, workers: readonly Worker[]): Promise<void> {
  await sql`
    insert into calls (tenant_id, source, id, user_id, day, direction, outcome, started_at, answered_at, ended_at, talk_seconds,
      from_number, queue)
    select ${tenantId}::integer, ${SOURCE}, lpad(number::text, 7, '0') || to_char(at at time zone 'UTC', '.YYYYMMDD.HH24MISS'), user_id,
      (at at time zone zone)::date, 'inbound', 'answered', at - interval '6 seconds', at, until, extract(epoch from until - at)::integer,
      '+120255501' || lpad((${below(128, 'dice', 0)} % 100)::text, 2, '0'), queues[1 + ${below(64, 'dice', 7)} % greatest(1, cardinality(queues))]
    from (
      select w.*, said.at, said.state, lead(said.at) over (partition by said.user_id order by said.at) as until,
        hashint8extended(number, extract(epoch from said.at)::bigint) as dice
      from ${given(workers)} join availability_words said on said.tenant_id = ${tenantId} and said.user_id = w.user_id) said
    where state = 'on-call' and until is not null`.execute(trx)
}

/** From these shifts and their calls: what each was said to be doing, with a break after every fourth call. */
export async function insertPastWords(trx: Trx, tenantId: number, workers: readonly Worker[]): Promise<void> {
  await sql`
    with shift as materialized (${shifts(workers)}),
    call as (
      select c.user_id, c.answered_at, c.ended_at, c.ended_at + make_interval(secs => 20 + talk_seconds % 90) as done,
        row_number() over day as place, lead(c.answered_at) over day as next
      from calls c join shift on shift.user_id = c.user_id and shift.day = c.day
      where c.tenant_id = ${tenantId} and c.answered_at is not null
      window day as (partition by c.user_id, c.day order by c.answered_at)),
    word as (
      select user_id, begins as at, 'available' as state from shift
      union all select user_id, begins + interval '8 hours', 'offline' from shift
      union all select user_id, answered_at, 'on-call' from call
      union all select user_id, ended_at, 'wrap-up' from call
      union all select user_id, done, case when place % 4 = 0 then 'break' else 'available' end from call
      union all select user_id, done + interval '15 minutes', 'available' from call where place % 4 = 0 and done + interval '16 minutes' < next)
    insert into availability_words (tenant_id, user_id, at, state)
    select distinct on (user_id, at) ${tenantId}::integer, user_id, at, state from word order by user_id, at
    on conflict do nothing`.execute(trx)
}

/** Their lines: signing in and out on these days, and since one of them each call in the words of the product, and what they wrote of it. */
export async function insertLines(
  trx: Trx,
  tenantId: number,
  workers: readonly Worker[],
  callsSince: string,
): Promise<void> {
  await sql`
    with shift as materialized (${shifts(workers)}),
    call as materialized (
      select *, hashtext(id) as dice from calls where tenant_id = ${tenantId} and day >= ${callsSince}::date),
    line as (
      select user_id, begins as at, 'signed-in' as kind, null as detail, null as text, ${address}::inet as address, null as source from shift
      union all select user_id, begins + interval '8 hours', 'signed-out', 'signed-out', null, ${address}::inet, null from shift
      union all select user_id, started_at, 'signed-in', null, null, address, null from sessions
        where tenant_id = ${tenantId} and ended_at is null
      union all select user_id, started_at, 'call', null, ${wordsOfCall}, null, source from call
      union all select user_id, ended_at + interval '15 seconds', case dice % 3 when 0 then 'message' else 'note' end, null,
        (${[...remarks]}::text[])[1 + (dice >> 4 & 7)], null, source
        from call where outcome = 'answered' and dice & 15 = 0)
    insert into activity (tenant_id, id, user_id, at, kind, detail, text, search, address, source)
    select ${tenantId}::integer, gen_random_uuid(), user_id, at, kind, detail, text, ' ' || lower(text) || ' ', address, source
    from line`.execute(trx)
}

/** What somebody writes after a call: eight of them. */
const remarks = [
  'Asked for the status of an order',
  'Promised to call back tomorrow',
  'Changed the address of delivery',
  'Sent the invoice again',
  'Offered the new tariff, wants to think about it',
  'Refund agreed, waiting for the bank',
  'Reported a fault on the line',
  'Thanked for the quick help',
] as const

const address = sql.raw(`('10.20.' || number % 4 || '.' || 1 + number % 250)`)
/** As `sayCall` says it. */
const wordsOfCall =
  sql.raw(`concat_ws(', ', case direction when 'outbound' then 'To' else 'From' end || ' ' || coalesce(to_number, from_number), queue,
  case outcome when 'answered' then talk_seconds / 60 || ':' || lpad((talk_seconds % 60)::text, 2, '0') when 'unanswered' then 'not answered' else outcome end)`)
