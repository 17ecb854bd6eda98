/**
 * Twenty lines of activity for each user, over a year, made by SQL: one agent has a hundredth of them all, one line in ten
 * speaks of an invoice, and a few in the whole year hold a word that is nowhere else.
 */
import { asOwner } from '../people.ts'
import { buildIndexes, dropIndexes } from './indexes.ts'
import type { Population } from './open.ts'

const LINES_PER_USER = 20
const MONTHS = 12
/** Of the busy agent, spread over the year. */
export const PLANTED = 60
export const PLANTED_WORD = 'quartzzebra'

export type Activity = { readonly lines: number; readonly busy: string }

/** Makes the lines where they are not there yet; answers who has the hundredth part. */
export async function fillActivity(population: Population, say: (sentence: string) => void): Promise<Activity> {
  const { tenantId } = population.house
  const lines = population.users * LINES_PER_USER
  return asOwner(population, async (client) => {
    await client.query(`select set_config('rollcall.tenant', $1, false)`, [String(tenantId)])
    const { rows } = await client.query<{ busy: string; planted: number }>(
      `select (select id from users where tenant_id = $1 and status = 'active' order by id limit 1) as busy,
        (select count(*) from activity_lines where search like '%${PLANTED_WORD}%') as planted`,
      [tenantId],
    )
    const { busy, planted } = rows[0]!
    if (planted === PLANTED) return { lines, busy }
    say(`Making ${lines.toLocaleString('en')} lines of activity …`)
    await client.query(`select keep_activity($1, 1)`, [MONTHS])
    await client.query(
      'create temp table people as select id, row_number() over (order by id) - 1 as place from users where tenant_id = $1',
      [tenantId],
    )
    await client.query('create index on people (place)')
    // Its rows name people who are there, so that keys need not be asked row by row.
    await client.query('set session_replication_role = replica')
    const indexes = await dropIndexes(client, ['activity'])
    for (let month = MONTHS; month > 0; month--)
      await client.query(MONTH, [tenantId, busy, Math.round(lines / MONTHS), population.users, month, PLANTED / MONTHS])
    await buildIndexes(client, indexes)
    await client.query('vacuum (analyze) activity')
    return { lines, busy }
  })
}

const MONTH = `
  insert into activity (tenant_id, at, id, user_id, kind, text, search, address)
  select $1::int, now() - $5::int * interval '30 days' + (n / $3::float8) * interval '30 days', gen_random_uuid(),
    case when n % 100 = 0 then $2::uuid else p.id end,
    (array['call','call','call','call','call','message','message','signed-in','signed-out','note'])[1 + n % 10],
    said.text, ' ' || said.text || ' ', '10.0.0.0'::inet + (n::bigint * 7919 % 60000)
  from generate_series(0, $3::int - 1) as n
  join people p on p.place = (n::bigint * 7907 + $5::int) % $4::int
  cross join lateral (select case
    when n % 100 = 0 and n / 100 < $6::int then '${PLANTED_WORD} ' || n
    when n % 10 = 5 then 'invoice ' || md5(n::text)
    when n % 10 between 7 and 8 then null
    else md5((n::bigint * $5::int)::text) end as text) said`
