/** Changes that nobody has written yet, in the words of the change log: for a preview. */
import type { Context } from '../../../server/context.ts'
import { labelOf, loggedAs, placeOf } from '../logged.ts'
import { collectIds, readable, type Ids } from '../readable.ts'
import { namesOf } from '../sql/read.ts'
import type { PersonChange } from './record.ts'

export type ChangeInWords = { field: string; label: string; before: string | null; after: string | null }

/** By person; a secret says that it changes, and not from what to what. */
export async function inWords(ctx: Context, people: readonly PersonChange[]): Promise<Map<string, ChangeInWords[]>> {
  const ids: Ids = { groups: new Set(), roles: new Set(), sites: new Set(), pbxes: new Set(), queues: new Set() }
  for (const { changes } of people)
    for (const [field, values] of Object.entries(changes)) for (const value of values) collectIds(field, value, ids)
  const { groups, roles, sites, pbxes, queues } = ids
  const names = await namesOf(ctx.db, ctx.actor.tenantId, {
    ...{ groups: [...groups], roles: [...roles], sites: [...sites], pbxes: [...pbxes], queues: [...queues] },
  })
  const say = ([field, [before, after]]: [string, readonly [unknown, unknown]]): ChangeInWords => {
    const isSecret = loggedAs(field) === 'secret'
    return {
      field,
      label: labelOf(field),
      before: isSecret ? null : readable(field, before, names),
      after: isSecret ? null : readable(field, after, names),
    }
  }
  return new Map(
    people.map(({ userId, changes }) => [
      userId,
      Object.entries(changes)
        .sort(([a], [b]) => placeOf(a) - placeOf(b))
        .map(say),
    ]),
  )
}
