/**
 * Taking a job back (BULK-4): an action as any other, made of what the features say of their own fields. The values come
 * from history, person by person; whoever was changed since in the same fields is left alone and named.
 */
import { visibleUsers } from '../../roles/scope.ts'
import type { Effects } from '../contract.ts'
import type { Impact } from '../contract/plans.ts'
import { analyzeHistory, is, judgeUndo, keptOf, listEntriesOf, was, type EntryOf, type Undone } from '../sql/undoing.ts'
import { listPersonalOf } from '../sql/undoing-personal.ts'
import type { Action, Catalogue, Judgement, Kept, PutBack, PutBackTogether } from './action.ts'
import type { Expression, Trx } from '../../../server/database/database.ts'
import type { Context } from '../../../server/context.ts'

/** What a plan keeps of the job that it takes back. */
export type UndoParams = {
  readonly job: string
  /** The action that the job did; of an undo, the action that it took back. Who may do that may take it back. */
  readonly action: string
  readonly fields: readonly string[]
  /** It takes back an undo, and so does the action again. */
  readonly again: boolean
  /** The first and last instant of its entries. */
  readonly from: string
  readonly to: string
}

export function undoOf({ actions, staged, putBacks }: Catalogue, params: UndoParams): Action<unknown> {
  const original = [...actions, ...staged].find(({ contract }) => contract.name === params.action)
  if (!original) throw new Error(`This version does not know the action ${params.action}, which is to be taken back.`)
  const all = putBacks.filter((one) => fieldsOf(one).some((field) => params.fields.includes(field)))
  const touched = all.filter((one): one is PutBack => !('fields' in one))
  const reason = touched.find((one) => one.endsSessions)?.endsSessions
  const { destructive, ...contract } = original.contract
  // To take back an activation is to deactivate, which asks for the number of people as any deactivation does.
  const isDestructive = params.again ? destructive : !destructive && reason !== undefined
  return {
    contract: {
      ...contract,
      name: 'undo',
      label: `${params.again ? 'Redo' : 'Undo'}: ${contract.label}`,
      ...(isDestructive ? { destructive: true } : {}),
    },
    reachesDeleted: true,
    beforeMany: (ctx) => analyzeHistory(ctx.db, undoneBy(ctx, params)),
    judge: (ctx) =>
      judgeUndo(
        undoneBy(ctx, params),
        ctx.clock.now(),
        all.flatMap((one) => {
          const { permission } = one
          // Who is out of reach of the action's own permission is not among those judged.
          const visible = permission === contract.permission ? null : visibleUsers(ctx.actor, permission)
          if ('fields' in one) return one.fields.map((field) => ({ field, visible, refusals: [] }))
          return [{ field: one.field, visible, refusals: one.refuse?.(ctx, was(one.field), is(one.field)) ?? [] }]
        }),
      ) as Expression<Judgement | null>,
    apply: async (ctx, trx, ids) => {
      const entries = await listWholeEntries(trx, undoneBy(ctx, params), ids)
      const effects = await putBackAll(ctx, trx, all, entries)
      return entries.map(({ user_id: userId, changes }) => ({
        userId,
        changes: Object.fromEntries(
          Object.entries(changes).map(([field, [before, after]]) => [field, [after, before]]),
        ),
        effects: effects.get(userId) ?? {},
      }))
    },
    foresee: async (ctx, _params, ids) => {
      const whole: Partial<Impact> = {}
      for (const { field, foresee } of touched)
        Object.assign(whole, await foresee?.(ctx, keptOf(undoneBy(ctx, params), ids, field)))
      return whole
    },
    lowersAdministrators: true,
    ...(reason ? { endsSessions: reason } : {}),
    ...(touched.some((one) => one.changesRights) ? { changesRights: true } : {}),
    inverse: 'before-values',
  }
}

const fieldsOf = (one: PutBack | PutBackTogether) => ('fields' in one ? one.fields : [one.field])

async function putBackTogether(
  ctx: Context,
  trx: Trx,
  { fields, apply }: PutBackTogether,
  entries: readonly EntryOf[],
): Promise<void> {
  const known = new Set(fields)
  const people = entries.flatMap(({ user_id: userId, changes }) => {
    const mine = Object.entries(changes).filter(([field]) => known.has(field))
    return mine.length > 0 ? [{ userId, changes: Object.fromEntries(mine) }] : []
  })
  if (people.length > 0) await apply(ctx, trx, people)
}

const undoneBy = ({ actor }: Context, { job, from, to }: UndoParams): Undone => ({
  tenantId: actor.tenantId,
  job,
  from,
  to,
})

/** Entries with their personal values, of which they themselves have the hash alone. */
async function listWholeEntries(trx: Trx, undone: Undone, ids: readonly string[]): Promise<EntryOf[]> {
  const entries = await listEntriesOf(trx, undone, ids)
  const apart = entries.filter(({ changes }) => Object.values(changes).some((change) => !Array.isArray(change)))
  if (apart.length === 0) return entries
  const of = apart.map(({ user_id: id }) => id)
  const personal = await listPersonalOf(trx, undone, of)
  return entries.map((entry) => ({ ...entry, changes: { ...entry.changes, ...personal.get(entry.user_id) } }))
}

async function putBackAll(
  ctx: Context,
  trx: Trx,
  putBacks: readonly (PutBack | PutBackTogether)[],
  entries: readonly EntryOf[],
): Promise<Map<string, Effects>> {
  const effects = new Map<string, Effects>()
  for (const one of putBacks) {
    if ('fields' in one) {
      await putBackTogether(ctx, trx, one, entries)
      continue
    }
    const { field, apply } = one
    const people = entries.flatMap(({ user_id: userId, changes, effects: kept }): Kept[] => {
      const change = changes[field]
      return change ? [{ userId, was: change[0], is: change[1], effects: kept }] : []
    })
    if (people.length === 0) continue
    for (const [id, more] of await apply(ctx, trx, people)) effects.set(id, { ...effects.get(id), ...more })
  }
  return effects
}
