/** Set-up checklists: what roles ask of new users, and how far each of them is (HOUSE-5). */
import type { AnswerOf } from '../../contract/endpoint.ts'
import { isUuid, newId } from '../../contract/ids.ts'
import { changedMeanwhile, forbidden, invalidRequest, notFound, type FieldError } from '../../contract/problem.ts'
import { transaction, type Context } from '../../server/context.ts'
import type { Query } from '../../server/database/database.ts'
import { differences, recordChanges, recordSetting } from '../history/service/record.ts'
import { demandWholeTenant } from '../roles/service/whole-tenant.ts'
import type { Checklist, listOverdueTrainings, SetUp, WantedTraining } from './contract.ts'
import { itemsOf, type ItemName } from './contract/items.ts'
import * as statements from './sql.ts'

/** The ids of roles and trainings are 32-bit integers of the database. */
const idOf = (text: string): number => {
  const id = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : NaN
  if (!(id <= 2_147_483_647)) throw notFound()
  return id
}
const standing = ({ modules }: Context): ItemName[] => itemsOf((module) => modules.includes(module))

/** What each role asks of new users; items of a module that is off are absent. */
export async function listChecklists(ctx: Context): Promise<Checklist[]> {
  demandWholeTenant(ctx.actor, 'health.manage')
  return (await statements.listRows(ctx.db, ctx.actor.tenantId)).map((row) => shown(ctx, row))
}

const shown = (ctx: Context, row: Checklist): Checklist => ({
  ...row,
  items: standing(ctx).filter((name) => row.items.includes(name)),
})

type Wanted = { readonly items: readonly ItemName[]; readonly trainings: readonly WantedTraining[] }

/** Replaces the checklist of a role. Whoever is being set up is asked by the new one from now on. */
export async function replaceChecklist(
  ctx: Context,
  role: string,
  version: number,
  wanted: Wanted,
): Promise<Checklist> {
  demandWholeTenant(ctx.actor, 'health.manage')
  const [{ tenantId }, roleId] = [ctx.actor, idOf(role)]
  return transaction(ctx, async (trx) => {
    const was = await statements.lockRow(trx, tenantId, roleId)
    if (!was) throw notFound()
    if (was.version !== version) throw changedMeanwhile()
    await demandSense(ctx, was, wanted)
    // What a module that is off brings is out of sight here, and stays.
    const hidden = was.items.filter((name) => !standing(ctx).includes(name))
    await statements.updateItems(trx, tenantId, roleId, [...new Set([...wanted.items, ...hidden])])
    const today = ctx.clock.now().toISOString().slice(0, 10)
    await statements.replaceTrainings(trx, tenantId, roleId, wanted.trainings.map(stored), today)
    const now = (await statements.listRows(trx, tenantId, roleId))[0] ?? was
    const change = differences(logged(shown(ctx, was)), logged(shown(ctx, now)))
    if (change) await recordSetting(ctx, trx, 'edit-checklist', { id: roleId, name: was.role.name, ...change })
    return shown(ctx, now)
  })
}

const stored = ({ id, title, link, days, owner }: WantedTraining): statements.StoredTraining => ({
  ...{ title, days },
  ...{ id: id ?? null, link: link ?? null, owner: owner ?? null },
})

/** As the change log has it: "Fire safety (7 days)". */
const logged = ({ items, trainings }: Checklist) => ({
  items,
  trainings: trainings.map(({ title, days, link, owner }) =>
    [`${title} (${days} ${days === 1 ? 'day' : 'days'})`, link, owner?.name].filter(Boolean).join(', '),
  ),
})

async function demandSense(ctx: Context, was: Checklist, { items, trainings }: Wanted): Promise<void> {
  const errors: FieldError[] = []
  const there = standing(ctx)
  items.forEach((name, i) => {
    if (!there.includes(name))
      errors.push({ pointer: `#/items/${i}`, code: 'unknown', message: `There is no “${name}” here. Take it out.` })
  })
  const owners = await statements.selectVisible(
    ctx.db,
    ctx.actor,
    trainings.flatMap(({ owner }) => owner ?? []),
  )
  const ids = new Set(was.trainings.map(({ id }) => id))
  trainings.forEach(({ id, owner }, i) => {
    // Once each: a second one of the same id is as unknown as a foreign one.
    if (id !== undefined && !ids.delete(id))
      errors.push({ pointer: `#/trainings/${i}/id`, code: 'unknown', message: `There is no training ${id} here.` })
    if (owner && !owners.has(owner))
      errors.push({ pointer: `#/trainings/${i}/owner`, code: 'unknown', message: 'There is no such user.' })
  })
  if (errors.length > 0) throw invalidRequest({ detail: errors[0]!.message, errors })
}

/** How far somebody is set up: what Rollcall knows is looked up, what it cannot know was ticked. */
export const setUpOf = (ctx: Context, userId: string): Promise<SetUp> => readSetUp(ctx, ctx.db, userId)

async function readSetUp(ctx: Context, db: Query, userId: string): Promise<SetUp> {
  const row = isUuid(userId) ? await statements.findSetUp(db, ctx.actor, userId, ctx.clock.now()) : undefined
  if (!row) throw notFound()
  const { startedAt, done, items, trainings } = row
  const asked = startedAt === null ? [] : standing(ctx).filter((name) => items.includes(name))
  return { startedAt, items: asked.map((name) => ({ name, done: done[name] })), trainings }
}

/** What the actor is to see to: trainings that they own, of people in their sight, and their own. */
export async function listOverdue(ctx: Context): Promise<AnswerOf<typeof listOverdueTrainings>> {
  const mine = statements.selfOf(ctx.actor)
  if (mine === null) return { items: [], total: 0 }
  const rows = await statements.listOverdue(ctx.db, ctx.actor, mine, ctx.clock.now())
  return { items: rows.map(({ total: _all, ...item }) => item), total: rows[0]?.total ?? 0 }
}

/** Says that somebody was trained, or that they were not after all; the change log keeps who said it. */
export async function tickTraining(ctx: Context, userId: string, training: string, done: boolean): Promise<SetUp> {
  const id = idOf(training)
  return transaction(ctx, async (trx) => {
    const item = (await readSetUp(ctx, trx, userId)).trainings.find((one) => one.id === id)
    if (!item) throw notFound()
    if (!item.mayTick)
      throw forbidden({ detail: 'The user, the owner of the training, or who may edit the user ticks it.' })
    const tick = done ? { at: ctx.clock.now(), by: statements.selfOf(ctx.actor) } : null
    const place = { tenantId: ctx.actor.tenantId, userId, training: id }
    if (await statements.putTick(trx, place, tick)) {
      const [open, ticked] = [`${item.title}: open`, `${item.title}: done`]
      const action = done ? 'tick-training' : 'reopen-training'
      await recordChanges(ctx, trx, { id: newId(), action, params: {} }, [
        { userId, changes: { training: done ? [open, ticked] : [ticked, open] } },
      ])
    }
    return readSetUp(ctx, trx, userId)
  })
}
