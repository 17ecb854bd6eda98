/**
 * Editing many people at once, each by a row of their own (BULK-6). The rules are those of editing one: plain fields are
 * written, and roles, site, groups and activity pass through their own actions. Everybody is judged before anybody is changed.
 */
import { ProblemError } from '../../../contract/problem.ts'
import { holds } from '../../../server/actor.ts'
import type { Context } from '../../../server/context.ts'
import type { Query, Trx } from '../../../server/database/database.ts'
import { refusals, type Refusal } from '../../changes/contract.ts'
import { keepingAnAdministrator } from '../../changes/service/administrators.ts'
import { judgeSet } from '../../changes/service/run.ts'
import type { PersonChange } from '../../history/service/record.ts'
import { holdsMore, visibleUsers } from '../../roles/scope.ts'
import { definition, type FieldName } from '../fields/catalogue.ts'
import { checkTogether } from '../fields/check.ts'
import { listEditable, whomEachHolds, type EditableRow } from '../sql/rewriting.ts'
import { ofChanges } from './edit.ts'
import { intentsOf, type Intent, type Lists, type Wanted } from './intents-of-many.ts'
import { afterwards, current, plainChanges, writePlainOfMany, type Changes } from './plain-fields.ts'
import { wouldLockOut } from './settings.ts'
import { faultsOf } from './truth.ts'

export type { Lists, Wanted } from './intents-of-many.ts'

export type Wish = { readonly id: string; readonly wanted: Wanted }
/** Why a wish is not fulfilled; of the whole person where `field` is null. */
export type EditFault = {
  readonly id: string
  readonly field: FieldName | null
  readonly code: string
  readonly message: string
}
export type Edit = { readonly row: EditableRow; readonly changes: Changes; readonly intents: readonly Intent[] }
export type Judged = {
  /** Those who will change, and how. */
  readonly edits: Edit[]
  readonly already: string[]
  readonly faults: EditFault[]
  /** Out of sight, deleted or not there. */
  readonly unseen: string[]
}

/** Says what would come of each wish; changes nothing. `lists`: whether groups and roles are added to or replaced. */
export async function judgeEdits(ctx: Context, db: Query, wishes: readonly Wish[], lists: Lists): Promise<Judged> {
  const { tenantId } = ctx.actor
  const ids = wishes.map(({ id }) => id)
  const rows = new Map(
    (await listEditable(db, tenantId, ids, visibleUsers(ctx.actor, 'users.read'))).map((r) => [r.id, r]),
  )
  const drafts = wishes.flatMap(({ id, wanted }) => {
    const row = rows.get(id)
    return row ? [draftOf(row, wanted, lists)] : []
  })
  const willChange = drafts.filter(({ changes, intents }) => Object.keys(changes).length > 0 || intents.length > 0)
  const faults = [
    ...drafts.flatMap(({ row, wanted }) => emailFaults(row, wanted)),
    ...(await rightFaults(ctx, db, willChange)),
    ...(await truthFaults(ctx, db, willChange)),
    ...(await intentFaults({ ...ctx, db }, db, willChange)),
  ]
  const faulty = new Set(faults.map(({ id }) => id))
  const changing = new Set(willChange.map(({ row }) => row.id))
  return {
    edits: willChange.filter(({ row }) => !faulty.has(row.id)),
    already: [...rows.keys()].filter((id) => !changing.has(id) && !faulty.has(id)),
    faults,
    unseen: ids.filter((id) => !rows.has(id)),
  }
}

type Draft = Edit & { readonly wanted: Wanted }

function draftOf(row: EditableRow, wanted: Wanted, lists: Lists): Draft {
  const { email: _fixed, roles: _roles, kept: _kept, custom = {}, ...plain } = wanted
  const before = current(row)
  const given = { ...differing(before, plain), custom: differing(before.custom ?? {}, custom) }
  return { row, wanted, changes: plainChanges(before, given), intents: intentsOf(row, wanted, lists) }
}

/** Cells are read without the blanks around them: a text that differs in these alone is the same. */
const differing = <T extends object>(before: Readonly<Record<string, unknown>>, given: T): T =>
  Object.fromEntries(
    Object.entries(given).filter(([name, value]) => {
      const was = before[name]
      return typeof was !== 'string' || typeof value !== 'string' || was.trim() !== value.trim()
    }),
  ) as T

/** The address of a person is given once (SPEC 4); to name the same again is no change. */
const emailFaults = ({ id, email }: EditableRow, wanted: Wanted): EditFault[] =>
  wanted.email === undefined || wanted.email.toLowerCase() === email.toLowerCase()
    ? []
    : [{ id, field: 'email', code: 'fixed', message: definition('email').help! }]

/** Nobody edits who holds more than they do, or whom a field’s own permission does not reach; or shuts themselves out. */
async function rightFaults(ctx: Context, db: Query, drafts: readonly Draft[]): Promise<EditFault[]> {
  const ids = drafts.map(({ row }) => row.id)
  if (ids.length === 0) return []
  const needed = [...new Set(drafts.flatMap(({ changes }) => fieldsOf(changes).map(permissionOf)))]
  const predicates = [
    holdsMore(ctx.actor),
    wouldLockOut(ctx),
    ...needed.map((permission) => visibleUsers(ctx.actor, permission)),
  ]
  const [above, shutOut, ...reached] = await whomEachHolds(db, ctx.actor.tenantId, ids, predicates)
  return drafts.flatMap(({ row: { id }, changes }): EditFault[] => {
    if (above!.has(id)) return [faultOf(id, null, 'holds-more-than-you')]
    const field = fieldsOf(changes).find((one) => !reached[needed.indexOf(permissionOf(one))]!.has(id))
    if (field !== undefined) return [faultOf(id, field, 'outside-your-reach')]
    const isShutOut = changes['useAddressList']?.[1] === true && shutOut!.has(id)
    return isShutOut ? [faultOf(id, 'useAddressList', 'locks-you-out')] : []
  })
}

const fieldsOf = (changes: Changes) => Object.keys(changes) as FieldName[]
const permissionOf = (field: FieldName) => definition(field).permission

const faultOf = (id: string, field: FieldName | null, reason: Refusal): EditFault => ({
  ...{ id, field, code: reason, message: refusals[reason] },
})

async function truthFaults(ctx: Context, db: Query, drafts: readonly Draft[]): Promise<EditFault[]> {
  const plain = drafts.filter(({ changes }) => Object.keys(changes).length > 0)
  const after = plain.map(({ row, changes }) => ({ id: row.id, values: afterwards(current(row), changes) }))
  const together = after.flatMap(({ id, values }) => checkTogether(values).map((fault) => ({ id, ...fault })))
  const changesOf = new Map(plain.map(({ row, changes }) => [row.id, changes]))
  const untrue = await faultsOf(
    ctx,
    db,
    after.map(({ id, values: { custom: _same, ...values } }) => ({ id, values })),
  )
  return [...together, ...untrue.flatMap((fault) => ofChanges([fault], changesOf.get(fault.id)!))]
}

/** Intents that are the same for several people are judged together. */
function alike(drafts: readonly Edit[]): { intent: Intent; ids: string[] }[] {
  const groups = new Map<string, { intent: Intent; ids: string[] }>()
  for (const { row, intents } of drafts)
    for (const intent of intents) {
      const key = `${intent.place} ${intent.action.contract.name} ${JSON.stringify(intent.params)}`
      const group = groups.get(key) ?? { intent, ids: [] }
      group.ids.push(row.id)
      groups.set(key, group)
    }
  return [...groups.values()].sort((a, b) => a.intent.place - b.intent.place)
}

async function intentFaults(ctx: Context, db: Query, drafts: readonly Draft[]): Promise<EditFault[]> {
  const faults: EditFault[] = []
  for (const { intent, ids } of alike(drafts)) {
    const barred = await barredFrom(ctx, intent)
    const judged = barred ? null : await judgeSet(ctx, db, intent.action, ids, intent.params)
    for (const id of ids) {
      const reason = judged?.get(id)
      if (barred) faults.push({ id, field: intent.field, ...barred })
      else if (reason === undefined) faults.push(faultOf(id, intent.field, 'outside-your-reach'))
      else if (reason !== null && reason !== 'already') faults.push(faultOf(id, intent.field, reason))
    }
  }
  return faults
}

/** What keeps an intent from anybody at all: a permission that is not held, a group or role that cannot be given. */
async function barredFrom(ctx: Context, { action, params }: Intent): Promise<{ code: string; message: string } | null> {
  const { label, permission } = action.contract
  if (!holds(ctx.actor, permission))
    return { code: 'forbidden', message: `Your roles do not let you do this: ${label}.` }
  try {
    await action.admit?.(ctx, params)
    return null
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    return { code: error.extra.errors?.[0]?.code ?? error.kind.slug, message: error.extra.detail ?? error.kind.title }
  }
}

/**
 * Makes edits that were judged in this transaction, on people whose rows are locked. `left`: who was left out so that an
 * administrator stays.
 */
export async function applyEdits(
  asked: Context,
  trx: Trx,
  edits: readonly Edit[],
): Promise<{ changed: PersonChange[]; left: string | null }> {
  const ctx = { ...asked, db: trx }
  const work = async (ids: readonly string[]): Promise<PersonChange[]> => {
    const those = new Set(ids)
    const some = edits.filter(({ row }) => those.has(row.id))
    await writePlainOfMany(ctx, trx, some)
    const parts = new Map(some.map(({ row, changes }) => [row.id, [{ userId: row.id, changes }] as PersonChange[]]))
    for (const { intent, ids: same } of alike(some))
      for (const change of await intent.action.apply(ctx, trx, same, intent.params))
        parts.get(change.userId)!.push(change)
    return [...parts].map(([userId, done]) => ({ userId, ...inOneEntry(done) }))
  }
  const ids = edits.map(({ row }) => row.id)
  const { done, left } = edits.some(({ intents }) => intents.some(({ action }) => action.lowersAdministrators))
    ? await keepingAnAdministrator(trx, ctx.actor.tenantId, ids, work)
    : { done: await work(ids), left: null }
  return { changed: done, left }
}

const inOneEntry = (parts: readonly PersonChange[]): Omit<PersonChange, 'userId'> => ({
  changes: Object.assign({}, ...parts.map(({ changes }) => changes)) as PersonChange['changes'],
  effects: Object.assign({}, ...parts.map(({ effects }) => effects ?? {})) as NonNullable<PersonChange['effects']>,
})
