/** People who have been here for a while: ids carry the time of creation. */
import { newId } from '#src/contract/ids.ts'
import type { Hiring, Person, world } from './world.ts'

const DAY = 86_400_000
type Ago = Hiring & {
  /** Since they were made. */
  readonly days: number
  /** Since they signed in last; never unless told. */
  readonly seen?: number | undefined
}

/** Hires somebody as if so many days ago. Nobody refers to them yet but by what is made anew here. */
export async function hiredAgo(
  w: Awaited<ReturnType<typeof world>>,
  name: string,
  { days, seen, ...hiring }: Ago,
): Promise<Person> {
  const person = await w.hire(name, { password: null, ...hiring })
  const ago = (some: number) => new Date(Date.now() - some * DAY)
  const id = newId(ago(days).getTime())
  await w.db.transaction().execute(async (trx) => {
    const row = await trx.selectFrom('users').selectAll().where('id', '=', person.id).executeTakeFirstOrThrow()
    const grants = await trx.selectFrom('role_grants').selectAll().where('user_id', '=', person.id).execute()
    for (const table of ['role_grants', 'set_ups', 'sign_in_names', 'directory'] as const)
      await trx.deleteFrom(table).where('user_id', '=', person.id).execute()
    await trx.deleteFrom('users').where('id', '=', person.id).execute()
    await trx
      .insertInto('users')
      .values({ ...row, id })
      .execute()
    await trx
      .insertInto('role_grants')
      .values(grants.map((grant) => ({ ...grant, user_id: id })))
      .execute()
    if (seen === undefined) return
    const sign = { tenant_id: row.tenant_id, user_id: id, last_at: ago(seen) }
    await trx.insertInto('user_sign_ins').values(sign).execute()
  })
  return { ...person, id }
}
