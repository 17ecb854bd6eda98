/** The list: a page by cursor and the exact total beside it (LIST-3 to LIST-6). */
import { isUuid } from '../../../contract/ids.ts'
import type { Module } from '../../../contract/modules.ts'
import { invalidAt } from '../../../contract/problem.ts'
import type { Context } from '../../../server/context.ts'
import type { Expression } from '../../../server/database/database.ts'
import {
  filterNames,
  filters,
  FilterError,
  isDay,
  parseFilter,
  type Filter,
  type FilterName,
  type People,
} from '../contract/filters.ts'
import { formatSort, parseSort, sortModules, sorts, type Sort, type SortName } from '../contract/sorts.ts'
import type { UserRow } from '../contract/user.ts'
import { visiblePeople } from '../../roles/scope.ts'
import { matchingPeople } from '../scope.ts'
import { keptTotal } from '../sql/kept-totals.ts'
import { countOf, countPeople, countWithin, expectPeople, FEW, selectPage, type Place } from '../sql/page.ts'
import { selectRows } from '../sql/rows.ts'
import { selectUnmatched } from '../sql/unmatched.ts'
import { sharesOf } from '../sql/shares.ts'
import { partsSeen } from './read.ts'
import { toRow } from './shape.ts'

export type PeopleQuery = { search?: string } & { [N in FilterName]?: string }
export type ListQuery = PeopleQuery & {
  sort?: string
  limit?: string
  after?: string
  before?: string
  totalWithin?: string
}
export type ListAnswer = { items: UserRow[]; next: string | null; previous: string | null; total: number | null }

const refuse = (name: string, code: string, message: string) => invalidAt(`query:${name}`, code, message)

/** Reads the filters of a query; what makes no sense, or belongs to a module that is off, is a 422 that says which. */
export function readPeople(ctx: Context, query: PeopleQuery): People {
  const read: { [N in FilterName]?: Filter } = {}
  for (const name of filterNames) {
    const text = query[name]
    if (text === undefined) continue
    const { module } = filters[name]
    if (module && !ctx.modules.includes(module))
      throw refuse(name, 'unknown-field', `There is no filter “${name}” here.`)
    try {
      read[name] = parseFilter(name, text)
    } catch (error) {
      if (error instanceof FilterError) throw refuse(name, 'filter', error.message)
      throw error
    }
  }
  if (query.search?.includes('\u0000'))
    throw refuse('search', 'search', 'The search holds a NUL character. Take it out.')
  return { search: query.search, filters: read }
}

const sortNames = (modules: readonly Module[]) =>
  (Object.keys(sorts) as SortName[]).filter((name) => !sortModules[name] || modules.includes(sortModules[name]))

function readSort(ctx: Context, text: string | undefined): Sort {
  const modules = partsSeen(ctx)
  const sort = parseSort(text ?? 'name')
  const module = sort && sortModules[sort.by]
  if (!sort || (module && !modules.includes(module)))
    throw refuse(
      'sort',
      'sort',
      `The list sorts by ${sortNames(modules).join(', ')}, with - in front for the other way round.`,
    )
  return sort
}

const toCursor = (sort: Sort, place: Place) =>
  Buffer.from(JSON.stringify([formatSort(sort), place.segment, place.key, place.id])).toString('base64url')

const isKey = (key: unknown, sort: Sort): key is string =>
  typeof key === 'string' &&
  !key.includes('\u0000') &&
  (sort.by !== 'lastSignIn' || isInstant(key)) &&
  (sort.by !== 'callsHandled' || /^\d{1,9}$/.test(key))

/** An instant as PostgreSQL writes it; the day is asked of the calendar, which knows no 30th of February. */
function isInstant(text: string): boolean {
  if (!/^(?!0000)\d{4}-\d\d-\d\d ([01]\d|2[0-3])(:[0-5]\d){2}(\.\d{1,6})?[+-](0\d|1[0-4])(:[0-5]\d)?$/.test(text))
    return false
  return isDay(text.slice(0, 10))
}

function readCursor(name: 'after' | 'before', text: string | undefined, sort: Sort): Place | null {
  if (text === undefined || (name === 'before' && text === 'end')) return null
  const wrong = refuse(name, 'cursor', `“${name}” must be a cursor that an earlier page of the same sort gave.`)
  try {
    const [by, segment, key, id] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[]
    if (by !== formatSort(sort) || typeof segment !== 'string' || typeof id !== 'string' || !isUuid(id)) throw wrong
    if (key !== null && !isKey(key, sort)) throw wrong
    return { segment, key, id }
  } catch {
    throw wrong
  }
}

async function matching(ctx: Context, people: People): Promise<Expression<boolean>> {
  const now = ctx.clock.now()
  const shares = await sharesOf(ctx.database, ctx.actor.tenantId, now)
  return matchingPeople({ actor: ctx.actor, now, shares }, people)
}

export async function listUsers(ctx: Context, query: ListQuery): Promise<ListAnswer> {
  if (query.after !== undefined && query.before !== undefined)
    throw refuse('before', 'cursor', 'Give “after” or “before”, not both.')
  const sort = readSort(ctx, query.sort)
  const people = readPeople(ctx, query)
  const where = await matching(ctx, people)
  const backwards = query.before !== undefined
  const from = backwards ? readCursor('before', query.before, sort) : readCursor('after', query.after, sort)
  const limit = Number(query.limit ?? 50)
  const ask = { tenantId: ctx.actor.tenantId, now: ctx.clock.now() }
  const expected = await expectPeople(ctx.db, where)
  // Who are few are counted as they are gathered; of many, the page does not wait for the count.
  const count = () => countFor(ctx, keptTotal(ctx.actor, people) ?? countPeople(where), query.totalWithin)
  const counting = expected <= FEW ? null : count()
  counting?.catch(() => undefined)
  const selected = await selectPage(ctx.db, { ...ask, where, sort, limit, backwards, from, expected })
  if (!selected)
    throw refuse(
      backwards ? 'before' : 'after',
      'cursor',
      'This cursor points to a place that is gone. Begin again without it.',
    )
  const found = selected.places
  const more = found.length > limit
  const page = more ? found.slice(0, limit) : found
  if (backwards) page.reverse()
  const rows = await selectRows(
    ctx.database,
    ask,
    page.map((p) => p.id),
  )
  const total = selected.total ?? (await (counting ?? count()))
  const [first, last] = [page[0], page.at(-1)]
  const beyond = (edge: Place | undefined, there: boolean) => (edge && there ? toCursor(sort, edge) : null)
  return {
    items: rows.map((row) => toRow(row, partsSeen(ctx))),
    next: beyond(last, backwards ? query.before !== 'end' : more),
    previous: beyond(first, backwards ? more : from !== null),
    total,
  }
}

/** The count, or null when it takes longer than the caller wants to wait; who waits for nothing has nothing counted. */
async function countFor(ctx: Context, count: Expression<number>, millis: string | undefined) {
  if (millis === undefined) return countOf(ctx.db, count)
  return Number(millis) === 0 ? null : countWithin(ctx.db, count, Number(millis))
}

export async function countUsers(ctx: Context, query: PeopleQuery): Promise<{ total: number }> {
  const people = readPeople(ctx, query)
  return { total: await countOf(ctx.db, keptTotal(ctx.actor, people) ?? countPeople(await matching(ctx, people))) }
}

/** What of a pasted list is nobody's username, e-mail or extension. */
export async function listUnmatched(ctx: Context, query: { named: string }): Promise<{ items: string[] }> {
  const { named } = readPeople(ctx, query).filters
  const asked = named && 'values' in named ? named.values : []
  return { items: await selectUnmatched(ctx.db, visiblePeople(ctx.actor, 'users.read'), asked) }
}
