/** What everybody has, copied aside, and who differs from that copy afterwards: row by row, of every table of people. */
import type pg from 'pg'

/** What people have, and by which column a row is somebody's. What only counts versions of it is left out. */
const tables: Readonly<Record<string, string>> = {
  users: 'id',
  sign_in_names: 'user_id',
  extensions: 'user_id',
  group_members: 'user_id',
  role_grants: 'user_id',
  queue_members: 'user_id',
  leads: 'user_id',
  user_secrets: 'user_id',
  user_pictures: 'user_id',
  user_passwords: 'user_id',
  preferences: 'user_id',
}
const COUNTED = '{version}'

export async function copyPeople(database: pg.Client): Promise<void> {
  for (const table of Object.keys(tables)) await database.query(`create table before_${table} as table ${table}`)
  await database.query('analyze')
}

/** The ids of people of whom a row is not as it was, or new, or gone; sorted. */
export async function listDifferent(database: pg.Client): Promise<string[]> {
  const different = new Set<string>()
  for (const [table, who] of Object.entries(tables)) {
    const side = (from: string) => `select ${who} as who, to_jsonb(t) - '${COUNTED}'::text[] as row from ${from} t`
    const { rows } = await database.query<{ who: string | null }>(
      `select distinct who from (
         (${side(`before_${table}`)} except ${side(table)}) union all (${side(table)} except ${side(`before_${table}`)})) d
       where who is not null`,
    )
    for (const row of rows) different.add(row.who!)
  }
  return [...different].sort()
}

/** In words, whoever is in one of two sets and not in the other. */
export function faultsOfSet(what: string, is: readonly string[], should: readonly string[]): string[] {
  const [have, want] = [new Set(is), new Set(should)]
  return [
    ...is.filter((id) => !want.has(id)).map((id) => `${id} should not ${what}`),
    ...should.filter((id) => !have.has(id)).map((id) => `${id} should ${what}`),
  ]
}
