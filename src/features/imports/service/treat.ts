/**
 * What a run does with the rows of a draft: people are made and changed by the same functions as one by one, and every rule
 * is asked once more, since hours may lie between the check and the run.
 */
import { ProblemError, invalidAt } from '../../../contract/problem.ts'
import { sortKey } from '../../../contract/text.ts'
import type { Context } from '../../../server/context.ts'
import type { Expression, Trx } from '../../../server/database/database.ts'
import { refusals, type Refusal } from '../../changes/contract.ts'
import type { StagedAction, Treated } from '../../changes/service/action.ts'
import { makeGroups } from '../../groups/service/groups.ts'
import type { PersonChange } from '../../history/service/record.ts'
import { placesOf } from '../../queues/service/places.ts'
import { shortfallsOf, whoLosesCalls } from '../../queues/service/staffing.ts'
import { demandGrants } from '../../roles/service/grants.ts'
import { groupFieldNames, groupFields, type GroupField } from '../../users/fields/catalogue.ts'
import { insertPeople, type StagedPerson } from '../../users/service/create.ts'
import { applyEdits, judgeEdits, type Wish as EditWish } from '../../users/service/edit-many.ts'
import { demandSite } from '../../users/service/settings.ts'
import { faultsOf } from '../../users/service/truth.ts'
import { importAction, type ImportParams } from '../contract/action.ts'
import type { GroupNames, SkillName } from '../formats/row.ts'
import { findImport } from '../sql/drafts.ts'
import {
  deactivatedBy,
  eitherOf,
  plannedPeople,
  rolesGivenBy,
  selectNames,
  selectWishes,
  type WishRow,
} from '../sql/outcomes.ts'
import type { Wish } from './wish.ts'

const draftOf = ({ actor }: Context, { number }: ImportParams) => ({ tenant_id: actor.tenantId, number })

export const importRowsAction: StagedAction<ImportParams> = {
  contract: importAction,
  admit: demandUnchanged,
  people: (ctx, params) => plannedPeople(draftOf(ctx, params)),
  treat: treatRows,
  names: async (ctx, params, ids) => {
    const rows = await selectNames(ctx.db, draftOf(ctx, params), ids)
    return new Map(rows.map(({ userId, name, username }) => [userId, { name, username }]))
  },
  allOrNothing: ({ allOrNothing }) => allOrNothing,
  // Whoever is made by it is in no queue yet.
  impact: (ctx, params, ids) => ({ queuesLeft: placesOf(ctx.actor.tenantId, leaversOf(ctx, params, ids)) }),
  foresee: (ctx, params, ids) => shortfallsOf(ctx, leaversOf(ctx, params, ids)),
  via: 'import',
  lowersAdministrators: true,
  endsSessions: 'deactivated',
  endsNoSession: ({ change }) => change === 0,
  changesRights: true,
  inverse: 'before-values',
}

/** Who leaves their queues: whoever is deactivated, and whoever takes calls by none of the roles that they get instead. */
function leaversOf(ctx: Context, params: ImportParams, ids: Expression<unknown>): Expression<unknown> {
  const draft = draftOf(ctx, params)
  const deactivated = deactivatedBy(draft, ids)
  return params.lists === 'replace' ? eitherOf(deactivated, whoLosesCalls(ctx, rolesGivenBy(draft, ids))) : deactivated
}

/** A plan is of the rows as they were checked; another check makes another plan. */
async function demandUnchanged(ctx: Context, { import: id, version }: ImportParams): Promise<void> {
  const row = await findImport(ctx.db, ctx.actor, id, ctx.clock.now())
  if (row?.version === version) return
  const message = row
    ? 'The import was changed since it was planned. Plan it again.'
    : 'The import is forgotten by now. Bring the file again.'
  throw invalidAt('#/import', 'changed', message)
}

async function treatRows(ctx: Context, trx: Trx, ids: readonly string[], params: ImportParams): Promise<Treated> {
  const rows = await selectWishes(trx, draftOf(ctx, params), ids)
  const groups = await pendingGroups(ctx, trx, rows)
  const made: StagedPerson[] = []
  const edits: EditWish[] = []
  for (const { userId, wish } of rows) {
    if (wish && 'values' in wish) made.push(personOf(ctx, userId, withGroups(wish.values, wish, groups)))
    else if (wish) edits.push({ id: userId, wanted: withGroups(wish.wanted, wish, groups) })
  }
  const created = await create(ctx, trx, made)
  const edited = await edit(ctx, trx, edits, params)
  const known = new Set(rows.map(({ userId }) => userId))
  return {
    changed: [...created.changed, ...edited.changed],
    already: edited.already,
    refused: new Map([...created.refused, ...edited.refused]),
    unseen: [...edited.unseen, ...ids.filter((id) => !known.has(id))],
  }
}

const personOf = ({ clock }: Context, id: string, values: StagedPerson['values']): StagedPerson => ({
  id,
  createdAt: clock.now(),
  values,
  status: values.active === false ? 'inactive' : 'pending',
})

/** Makes the groups that these rows bring; answers the id of each by `field name`. */
async function pendingGroups(ctx: Context, trx: Trx, rows: readonly WishRow[]): Promise<ReadonlyMap<string, number>> {
  const wanted = new Map<string, { field: GroupField; kind: (typeof groupFields)[GroupField]; name: string }>()
  for (const { wish } of rows)
    for (const { field, name } of namesOf(wish?.pending ?? {}))
      if (!wanted.has(keyOf(field, name))) wanted.set(keyOf(field, name), { field, kind: groupFields[field], name })
  if (wanted.size === 0) return new Map()
  const made = await makeGroups({ ...ctx, db: trx }, trx, [...wanted.values()])
  return new Map(made.map(({ field, name, id }) => [keyOf(field, name), id]))
}

const keyOf = (field: GroupField, name: string) => `${field} ${sortKey(name)}`
const namesOf = (groups: GroupNames): { field: GroupField; name: string; level?: number }[] =>
  groupFieldNames.flatMap((field) =>
    (groups[field] ?? []).map((one: string | SkillName) =>
      typeof one === 'string' ? { field, name: one } : { field, ...one },
    ),
  )

/** The fields of a row with the groups that were made for it. */
function withGroups<V extends object>(values: V, { pending }: Wish, made: ReadonlyMap<string, number>): V {
  const lists: Partial<Record<GroupField, unknown[]>> = {}
  for (const { field, name, level } of namesOf(pending ?? {})) {
    const id = made.get(keyOf(field, name))!
    const there = (lists[field] ??= [...(((values as Record<string, unknown>)[field] as unknown[] | undefined) ?? [])])
    there.push(field === 'skills' ? { id, level: level ?? null } : id)
  }
  return { ...values, ...lists }
}

type Created = { changed: PersonChange[]; refused: Map<string, Refusal> }

async function create(asked: Context, trx: Trx, people: readonly StagedPerson[]): Promise<Created> {
  if (people.length === 0) return { changed: [], refused: new Map() }
  const ctx = { ...asked, db: trx }
  const refused = await withoutRight(ctx, people)
  const allowed = people.filter(({ id }) => !refused.has(id))
  for (const { id } of await faultsOf(ctx, trx, allowed)) refused.set(id, 'row-refused')
  const good = people.filter(({ id }) => !refused.has(id))
  return { changed: good.length > 0 ? await insertPeople(ctx, trx, good) : [], refused }
}

/** A site or a role that may have gone out of reach since; asked once for each that is named. */
async function withoutRight(ctx: Context, people: readonly StagedPerson[]): Promise<Map<string, Refusal>> {
  const bySite = Map.groupBy(people, ({ values }) => values.site)
  const byRoles = Map.groupBy(people, ({ values }) => JSON.stringify(values.roles))
  const barred = new Map<string, Refusal>()
  for (const [site, those] of bySite)
    if (!(await isGranted(demandSite(ctx, site, 'users.create'))))
      for (const { id } of those) barred.set(id, 'no-longer-possible')
  for (const those of byRoles.values())
    if (!(await isGranted(demandGrants(ctx, those[0]!.values.roles))))
      for (const { id } of those) barred.set(id, 'no-longer-possible')
  return barred
}

const isGranted = (demand: Promise<void>): Promise<boolean> =>
  demand.then(
    () => true,
    (error: unknown) => {
      if (error instanceof ProblemError) return false
      throw error
    },
  )

async function edit(ctx: Context, trx: Trx, wishes: readonly EditWish[], { lists }: ImportParams): Promise<Treated> {
  const refused = new Map<string, Refusal>()
  if (wishes.length === 0) return { changed: [], already: [], refused, unseen: [] }
  const judged = await judgeEdits(ctx, trx, wishes, lists)
  for (const { id, code } of judged.faults) if (!refused.has(id)) refused.set(id, asRefusal(code))
  const { changed, left } = await applyEdits(ctx, trx, judged.edits)
  if (left) refused.set(left, 'last-administrator')
  return { changed, already: judged.already, refused, unseen: judged.unseen }
}

const asRefusal = (code: string): Refusal => (Object.hasOwn(refusals, code) ? (code as Refusal) : 'row-refused')
