/** Changes among the other things that people did (LOG-2), for whoever may read the change log of those people. */
import type { Context } from '../../../server/context.ts'
import { reachOf, type Actor } from '../../../server/actor.ts'
import { visibleUsers } from '../../roles/scope.ts'
import type { HistoryEntry } from '../contract.ts'
import { saysOf } from '../says.ts'
import { listAmong, listMadeBy, type AmongAsk } from '../sql/among.ts'
import { entriesInWords } from './read.ts'
import { NOBODY } from './record.ts'

export type Stretch = Omit<AmongAsk, 'tenantId'>

export type ChangeAmong = {
  readonly at: Date
  readonly changeSet: string
  readonly userId: string
  readonly says: string
  readonly by: string
  readonly origin: HistoryEntry['origin']
  readonly address: string | null
  readonly fields: HistoryEntry['changes']
}

/** What was changed of one person, or of everybody in sight, newest first. */
export async function listChangesAmong(ctx: Context, userId: string | null, stretch: Stretch): Promise<ChangeAmong[]> {
  const { db, actor } = ctx
  const rows = await listAmong(db, { ...stretch, tenantId: actor.tenantId }, { userId, may: mayRead(actor) })
  const entries = await entriesInWords(ctx, rows)
  return entries.map(({ changeSet, says, actor: who, origin, address, changes }, place) => ({
    ...{ at: rows[place]!.at, userId: rows[place]!.user_id, changeSet, says, by: who.name, origin, address },
    fields: changes,
  }))
}

/** What a person changed of others or of settings, each change once, newest first. */
export async function listChangesBy({ db, actor }: Context, userId: string, stretch: Stretch): Promise<ChangeAmong[]> {
  const rows = await listMadeBy(db, { ...stretch, tenantId: actor.tenantId }, { userId, may: mayRead(actor) })
  return rows.map(({ id, at, action, actor_name, origin, address }) => ({
    ...{ at, changeSet: id, userId: NOBODY, says: saysOf(action), by: actor_name, origin, address, fields: [] },
  }))
}

/** Null where the reader sees everybody. */
const mayRead = (actor: Actor) =>
  reachOf(actor, 'history.read')?.everywhere ? null : visibleUsers(actor, 'history.read')
