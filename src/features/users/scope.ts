/**
 * People who match: the search and filters of the list as predicates over `p`, a row of the view `people` (LIST-3,
 * LIST-4).
 */
import { sql } from 'kysely'
import { lowestIdAt } from '../../contract/ids.ts'
import { searchPatterns } from '../../contract/text.ts'
import type { Actor } from '../../server/actor.ts'
import type { Expression } from '../../server/database/database.ts'
import { hasSetUp, isOverdue, isUnfinished } from '../checklists/scope.ts'
import { isLocked } from '../locks/scope.ts'
import { hasTemporaryPassword } from '../passwords/scope.ts'
import type { ActiveState } from '../presence/contract/presence.ts'
import { isDoing, isOnline, isOnPhone, isSignedIn } from '../presence/scope.ts'
import { visiblePeople } from '../roles/scope.ts'
import { hasTwoStep } from '../two-step/scope.ts'
import { filterNames, type Filter, type FilterName, type People } from './contract/filters.ts'
import { belonging, isBelonging, type Belonging, type BelongingName } from './sql/belonging.ts'
import { namedKeys } from './sql/derived.ts'
import type { Shares } from './sql/shares.ts'

type Predicate = Expression<boolean>
export type Ask = {
  readonly actor: Actor
  readonly now: Date
  /** How common what is asked for is, where that is known: a hint for the planner. */
  readonly shares?: Shares
}

const not = (p: Predicate): Predicate => sql<boolean>`not (${p})`
const texts = (values: readonly string[]) => sql`${[...values]}::text[]`

/** Everybody whom the actor may see and who matches. */
export function matchingPeople({ actor, now, shares }: Ask, people: People): Predicate {
  const parts = [visiblePeople(actor, 'users.read'), ...searching(people.search ?? '')]
  const wanted: Belonging[] = []
  for (const name of filterNames) {
    const filter = people.filters[name]
    if (!filter) continue
    if (isBelonging(name)) wanted.push({ name, filter })
    else parts.push(predicates[name](filter, { actor, now }))
  }
  parts.push(...belonging(actor.tenantId, wanted, { shares, searched: Boolean(people.search) }))
  return sql<boolean>`${sql.join(parts, sql` and `)}`
}

const searching = (term: string): Predicate[] =>
  searchPatterns(term).map((pattern) => sql<boolean>`p.search like ${pattern}`)

type Make = (filter: Filter, ask: Ask) => Predicate

/** A column with one value. */
const column =
  (name: string): Make =>
  (filter) => {
    const value = sql.ref(`p.${name}`)
    if (filter.op === 'unset') return sql<boolean>`${value} is null`
    if (filter.op === 'set') return sql<boolean>`${value} is not null`
    if (filter.op === 'none')
      return sql<boolean>`(${value} is null or ${value}::text <> all(${texts(valuesOf(filter))}))`
    return sql<boolean>`${value}::text = any(${texts(valuesOf(filter))})`
  }
const valuesOf = (filter: Filter): readonly string[] => ('values' in filter ? filter.values : [])

/** Yes or no: `any:yes,no` is everybody, `none:yes` is no. */
const yesNo =
  (is: (ask: Ask) => Predicate): Make =>
  (filter, ask) => {
    if (filter.op === 'set') return is(ask)
    if (filter.op === 'unset') return not(is(ask))
    const wanted = new Set(valuesOf(filter).map((v) => (filter.op === 'none' ? (v === 'yes' ? 'no' : 'yes') : v)))
    if (filter.op === 'none' && valuesOf(filter).length === 2) return sql<boolean>`false`
    if (wanted.size !== 1) return sql<boolean>`true`
    return wanted.has('yes') ? is(ask) : not(is(ask))
  }
const flag = (name: string) => yesNo(() => sql<boolean>`${sql.ref(`p.${name}`)}`)

const id: Make = (filter) => {
  if (filter.op === 'unset' || filter.op === 'set') return sql<boolean>`${filter.op === 'set'}::boolean`
  const those = sql<boolean>`p.id = any(${[...valuesOf(filter)]}::uuid[])`
  return filter.op === 'none' ? not(those) : those
}

/** Whoever has this username, e-mail or extension in full, whatever its case. */
const named: Make = (filter) => {
  if (filter.op === 'unset' || filter.op === 'set') return sql<boolean>`${filter.op === 'set'}::boolean`
  const keys = valuesOf(filter).map(namedKeys)
  const names = texts(keys.map((key) => key.name))
  const extensions = texts(keys.flatMap((key) => key.extension ?? []))
  const those = sql<boolean>`(p.username_key = any(${names}) or p.email_key = any(${names})
    or (p.extension_key is not null and p.extension_key = any(${extensions})))`
  return filter.op === 'none' ? not(those) : those
}

const timeZone: Make = (filter, { actor }) => {
  if (filter.op === 'unset' || filter.op === 'set') return column('time_zone')(filter, { actor, now: new Date() })
  const wanted = texts(valuesOf(filter))
  const inForce = sql<boolean>`((p.time_zone is not null and p.time_zone = any(${wanted})) or (p.time_zone is null and p.site_id in (
    select id from sites where tenant_id = ${actor.tenantId} and time_zone = any(${wanted}))))`
  return filter.op === 'none' ? not(inForce) : inForce
}

const language: Make = (filter) => {
  if (filter.op === 'unset') return sql<boolean>`p.languages = '{}'`
  if (filter.op === 'set') return sql<boolean>`p.languages <> '{}'`
  const wanted = texts(valuesOf(filter))
  if (filter.op === 'all') return sql<boolean>`p.languages @> ${wanted}`
  return filter.op === 'none' ? sql<boolean>`not p.languages && ${wanted}` : sql<boolean>`p.languages && ${wanted}`
}

/** Online and offline are each other’s opposite; the facts behind them, and what people do, are asked one by one. */
const availability: Make = (filter, { actor, now }) => {
  const { tenantId } = actor
  const online = isOnline(tenantId, now)
  if (filter.op === 'set') return online
  if (filter.op === 'unset') return not(online)
  const parts = valuesOf(filter).map((value) => {
    if (value === 'online') return online
    if (value === 'offline') return not(online)
    if (value === 'signed-in') return isSignedIn(tenantId, now)
    return value === 'phone' ? isOnPhone(tenantId, now) : isDoing(tenantId, now, value as ActiveState)
  })
  const those = sql<boolean>`(${sql.join(parts, sql` or `)})`
  return filter.op === 'none' ? not(those) : those
}

/** Unfinished or overdue; nobody is either whose set-up was never started. */
const setUp: Make = (filter, { actor, now }) => {
  const { tenantId } = actor
  if (filter.op === 'set') return hasSetUp(tenantId)
  if (filter.op === 'unset') return not(hasSetUp(tenantId))
  const parts = valuesOf(filter).map((value) =>
    value === 'overdue' ? isOverdue(tenantId, now) : isUnfinished(tenantId),
  )
  const those = sql<boolean>`(${sql.join(parts, sql` or `)})`
  return filter.op === 'none' ? not(those) : those
}

const dayAfter = (date: string) => (date.length > 10 ? new Date(date) : new Date(Date.parse(date) + 86_400_000))
const daysBefore = (now: Date, days: number) => new Date(now.getTime() - days * 86_400_000)

/** From a moment and up to another, either of which may be open. A date alone means the whole day, in UTC. */
function span(filter: Filter, now: Date): { from: Date | null; to: Date | null } {
  if (filter.op === 'newer') return { from: daysBefore(now, filter.days), to: null }
  if (filter.op === 'older') return { from: null, to: daysBefore(now, filter.days) }
  if (filter.op === 'between')
    return { from: filter.from ? new Date(filter.from) : null, to: filter.to ? dayAfter(filter.to) : null }
  return { from: null, to: null }
}

const signedIn = (tenantId: number, condition: Expression<unknown>): Predicate => sql<boolean>`exists (
  select from user_sign_ins l where l.tenant_id = ${tenantId} and l.user_id = p.id and ${condition})`

/** "Older than 30 days" is "not in the last 30 days": who never signed in is among them, since that is who is looked for. */
const lastSignIn: Make = (filter, { actor, now }) => {
  if (filter.op === 'set') return signedIn(actor.tenantId, sql`true`)
  if (filter.op === 'unset') return not(signedIn(actor.tenantId, sql`true`))
  const { from, to } = span(filter, now)
  if (filter.op === 'older') return not(signedIn(actor.tenantId, sql`l.last_at >= ${to}`))
  return signedIn(
    actor.tenantId,
    sql`(${from}::timestamptz is null or l.last_at >= ${from}) and (${to}::timestamptz is null or l.last_at < ${to})`,
  )
}

/** Ids are made in time order, so the time of creation is asked of the id, which every index has. */
const created: Make = (filter, { now }) => {
  const { from, to } = span(filter, now)
  const parts = [sql<boolean>`${filter.op !== 'unset'}::boolean`]
  if (from) parts.push(sql<boolean>`p.id >= ${lowestIdAt(from.getTime())}::uuid`)
  if (to) parts.push(sql<boolean>`p.id < ${lowestIdAt(to.getTime())}::uuid`)
  return sql<boolean>`${sql.join(parts, sql` and `)}`
}

const predicates: { readonly [N in Exclude<FilterName, BelongingName>]: Make } = {
  id,
  named,
  status: column('status'),
  locked: yesNo(({ actor, now }) => isLocked(actor.tenantId, now)),
  twoStep: yesNo(({ actor }) => hasTwoStep(actor.tenantId)),
  temporaryPassword: yesNo(({ actor }) => hasTemporaryPassword(actor.tenantId)),
  site: column('site_id'),
  availability,
  superuser: flag('superuser'),
  useAddressList: flag('use_address_list'),
  sipOption: column('sip_option'),
  autoDial: column('auto_dial'),
  assignLeads: flag('assign_leads'),
  hasLeads: yesNo(
    ({ actor }) =>
      sql<boolean>`exists (select from leads where leads.tenant_id = ${actor.tenantId} and leads.user_id = p.id)`,
  ),
  timeZone,
  language,
  setUp,
  lastSignIn,
  created,
}
