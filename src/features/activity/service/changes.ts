/** What stands in the change log, among the lines: nothing of it is written twice. */
import { reachOf } from '../../../server/actor.ts'
import type { Context } from '../../../server/context.ts'
import { listChangesAmong, listChangesBy, type ChangeAmong } from '../../history/service/among.ts'
import type { Ask } from './ask.ts'
import { olderThan, STREAMS, type Place, type Placed } from './places.ts'

type Wanted = Ask & { readonly after: Place | null; readonly limit: number }

/** Changes of these people, and of one also those that they made; none for a search in texts, since changes have none. */
export function changesOf(ctx: Context, userId: string | null, wanted: Wanted): Promise<Placed[]>[] {
  const { kinds, patterns, after, from, to, address, limit } = wanted
  const asked = patterns.length === 0 && (kinds?.includes('changed') ?? true)
  if (!asked || !reachOf(ctx.actor, 'history.read')) return []
  const before = (stream: number) => ({ from, to, address, limit, before: olderThan(after, stream) })
  const changes = listChangesAmong(ctx, userId, before(STREAMS.changes)).then((found) =>
    found.map((change) => placed(change, STREAMS.changes, change.userId)),
  )
  if (userId === null) return [changes]
  const made = listChangesBy(ctx, userId, before(STREAMS.made)).then((found) =>
    found.map((change) => placed(change, STREAMS.made, userId)),
  )
  return [changes, made]
}

const placed = (change: ChangeAmong, stream: number, whose: string): Placed => ({
  place: { at: change.at, stream, id: change.changeSet, userId: change.userId },
  userId: whose,
  item: {
    ...{ id: change.changeSet, at: change.at.toISOString(), kind: 'changed', says: change.says },
    ...{ text: null, address: change.address, source: null },
    change: { by: change.by, toOthers: stream === STREAMS.made, fields: [...change.fields], origin: change.origin },
  },
})
