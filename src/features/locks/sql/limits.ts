/** How often something was asked for, counted in one window of time after another. */
import { sql } from 'kysely'
import { kept, type Query } from '../../../server/database/database.ts'

export type Window = { readonly most: number; readonly seconds: number }

/** Takes one of what a window has; null when it could, else when the window ends. */
export async function take(db: Query, key: string, { most, seconds }: Window, now: Date): Promise<Date | null> {
  const { rows } = await sql`
    insert into rate_limits as r (key, points, until)
    values (${key}, 1, ${now}::timestamptz + ${seconds}::int * interval '1 second')
    on conflict (key) do update set
      points = case when r.until <= ${now} then 1 else r.points + 1 end,
      until = case when r.until <= ${now} then excluded.until else r.until end
    where r.until <= ${now} or r.points < ${most}
    returning 1 ${kept}`.execute(db)
  if (rows.length > 0) return null
  const row = await db.selectFrom('rate_limits').select('until').where('key', '=', key).executeTakeFirst()
  return row?.until ?? now
}

/** When the window ends of which nothing is left; null while something is. */
export async function findOverdrawn(db: Query, key: string, { most }: Window, now: Date): Promise<Date | null> {
  const row = await db
    .selectFrom('rate_limits')
    .select('until')
    .where('key', '=', key)
    .where('points', '>=', most)
    .where('until', '>', now)
    .modifyEnd(kept)
    .executeTakeFirst()
  return row?.until ?? null
}
