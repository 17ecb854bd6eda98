import { isUuid } from '../../../contract/ids.ts'
import { notFound } from '../../../contract/problem.ts'
import { signInKey } from '../../../contract/text.ts'
import type { Context } from '../../../server/context.ts'
import { selectTakenNames } from '../sql/truth.ts'

type Asking = Pick<Context, 'db' | 'actor'>

/** The id of the user with this username or e-mail; for the command line. */
export async function findByName({ db, actor }: Asking, name: string): Promise<string | undefined> {
  const [found] = await selectTakenNames(db, actor.tenantId, [signInKey(name)])
  return found && !found.deleted ? found.userId : undefined
}

/** The ids of users who are named by username, e-mail or id, in that order. Throws `not-found` for the first who is not there. */
export async function findByNames(ctx: Asking, names: readonly string[]): Promise<string[]> {
  const found = await selectTakenNames(ctx.db, ctx.actor.tenantId, names.map(signInKey))
  const ids = new Map(found.filter(({ deleted }) => !deleted).map(({ key, userId }) => [key, userId]))
  return names.map((name) => {
    const id = ids.get(signInKey(name)) ?? (isUuid(name) ? name : undefined)
    if (id === undefined) throw notFound({ detail: `There is no user “${name}” in this tenant.` })
    return id
  })
}
