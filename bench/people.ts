/** Who of the loaded people the measurements look at, read behind the wall. */
import pg from 'pg'
import type { Population } from './population/open.ts'

/** The owner of the tables, who sees every row. */
export async function asOwner<T>({ owner }: Population, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(owner)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

type Reach = 'everywhere' | 'site' | 'desk'
const GRANTS: Readonly<Record<Reach, string>> = {
  everywhere: `r.built_in = 'administrator' and g.site_ids is null and g.desk_ids is null`,
  site: `r.built_in = 'administrator' and g.site_ids is not null`,
  desk: `r.built_in = 'manager' and cardinality(g.desk_ids) = 2`,
}

/** The first active person whose rights reach so far. */
export async function findActor(population: Population, reach: Reach): Promise<string> {
  const { rows } = await asOwner(population, (client) =>
    client.query<{ id: string }>(
      `select u.id from users u
       join role_grants g on g.tenant_id = u.tenant_id and g.user_id = u.id
       join roles r on r.tenant_id = g.tenant_id and r.id = g.role_id
       where u.tenant_id = $1 and u.status = 'active' and ${GRANTS[reach]} order by u.id limit 1`,
      [population.house.tenantId],
    ),
  )
  if (!rows[0]) throw new Error(`Nobody of the loaded people has rights that reach ${reach}. Load more.`)
  return rows[0].id
}

/** Ids from all over the tenant. */
export async function someIds(population: Population, count: number): Promise<string[]> {
  const { rows } = await asOwner(population, (client) =>
    client.query<{ id: string }>(
      `select id from (select id, row_number() over (order by id) as place from users where tenant_id = $1) u
       where place % greatest(1, $2::int / $3::int) = 0 limit $3`,
      [population.house.tenantId, population.users, count],
    ),
  )
  return rows.map(({ id }) => id)
}
