/** Health: the rules of good practice of a tenant, what they find, and for how long (HOUSE-5). */
import { newId } from '../../contract/ids.ts'
import type { Module } from '../../contract/modules.ts'
import { changedMeanwhile, invalidRequest, notFound, ProblemError, type FieldError } from '../../contract/problem.ts'
import { reachOf } from '../../server/actor.ts'
import { contextFor, transaction, type Context, type Parts } from '../../server/context.ts'
import { isDatabaseAway, type Trx } from '../../server/database/database.ts'
import { eachTenant } from '../../server/jobs/apart.ts'
import { differences, recordSetting } from '../history/service/record.ts'
import { actorNow } from '../roles/service/actor-now.ts'
import { demandWholeTenant } from '../roles/service/whole-tenant.ts'
import { filters, type FilterDefinition, type FilterName } from '../users/contract/filters.ts'
import { countUsers, readPeople } from '../users/service/list.ts'
import {
  MOST_RULES,
  ownMends,
  ruleReadyMade,
  ruleWithoutFilter,
  severities,
  tooManyRules,
  TREND_DAYS,
  type HealthRule,
  type OwnMend,
  type RulePeople,
  type Severity,
} from './contract.ts'
import { readyMadeRules, type RoleIds } from './rules.ts'
import * as statements from './sql.ts'
import type { RuleChange, RuleRow } from './sql.ts'

const DAY = 86_400_000
/** Counts are kept a little longer than a year, so that two years can be compared at their seam. */
const KEPT_DAYS = 400
const dayOf = (at: Date) => at.toISOString().slice(0, 10)
const daysBefore = (at: Date, days: number) => dayOf(new Date(at.getTime() - days * DAY))
const readyMade = (id: string) => readyMadeRules.find((rule) => rule.id === id)

/** Every rule, the gravest first, with its trend for whoever sees everybody. */
export async function listRules(ctx: Context): Promise<HealthRule[]> {
  const rules = await rulesOf(ctx)
  if (!reachOf(ctx.actor, 'users.read')?.everywhere) return rules
  const counts = await statements.listCounts(ctx.db, ctx.actor.tenantId, daysBefore(ctx.clock.now(), TREND_DAYS))
  const trends = Map.groupBy(counts, ({ ruleId }) => ruleId)
  return rules.map((rule) => ({
    ...rule,
    trend: (trends.get(rule.id) ?? []).map(({ day, found }) => ({ day, found })),
  }))
}

async function rulesOf(ctx: Context): Promise<HealthRule[]> {
  const { tenantId } = ctx.actor
  const rows = await statements.listRuleRows(ctx.db, tenantId)
  const roles = await statements.listRoleRows(ctx.db, tenantId)
  const withPermission: RoleIds = (permission) =>
    roles.filter(({ permissions }) => permissions.includes(permission)).map(({ id }) => id)
  const changed = new Map(rows.map((row) => [row.id, row]))
  const standing = readyMadeRules.flatMap((rule) =>
    shownReadyMade(ctx.modules, withPermission, rule, changed.get(rule.id)),
  )
  const own = rows.flatMap((row) => shownOwn(ctx.modules, row))
  const grave = ({ severity }: HealthRule) => severities.indexOf(severity)
  return [...standing, ...own].sort((a, b) => grave(a) - grave(b))
}

const UNCHANGED = { enabled: true, owner: null, version: 1 } as const

/** Absent where its module is off, or nobody could be found for want of such a role. */
function shownReadyMade(
  modules: readonly Module[],
  roles: RoleIds,
  rule: (typeof readyMadeRules)[number],
  row: RuleRow | undefined,
): HealthRule[] {
  if (rule.module && !modules.includes(rule.module)) return []
  const found = rule.people === 'roles' ? null : rule.people(roles)
  if (found === null && rule.people !== 'roles') return []
  const { id, name, why, mends } = rule
  const { enabled, owner, version } = row ?? UNCHANGED
  const severity = row?.severity ?? rule.severity
  const allowed = row?.allowed ?? rule.allowed ?? 0
  const people = found && { filters: found }
  return [
    {
      id,
      name,
      why,
      readyMade: true,
      severity,
      enabled,
      allowed,
      people,
      mends: [...mends],
      owner,
      trend: null,
      version,
    },
  ]
}

/** Absent while a filter of it belongs to a module that is off (SPEC 2). */
function shownOwn(modules: readonly Module[], row: RuleRow): HealthRule[] {
  const { id, name, people, severity, enabled, owner, version } = row
  if (name === null || people === null || severity === null) return []
  const isOff = (filter: string) => {
    const { module }: FilterDefinition = filters[filter as FilterName]
    return module !== undefined && !modules.includes(module)
  }
  if (Object.keys(people.filters).some(isOff)) return []
  const mends = row.mend === null ? [] : [{ action: row.mend, params: {}, label: `${ownMends[row.mend as OwnMend]}…` }]
  const plain = { id, name, why: null, readyMade: false, severity, enabled, people, mends, owner, version }
  return [{ ...plain, allowed: row.allowed ?? 0, trend: null }]
}

async function getRule(ctx: Context, id: string): Promise<HealthRule> {
  const rule = (await listRules(ctx)).find((one) => one.id === id)
  if (!rule) throw notFound()
  return rule
}

/** How many a rule finds now, among those whom the actor sees; of unused roles, which. */
export async function countRule(ctx: Context, id: string) {
  const rule = (await rulesOf(ctx)).find((one) => one.id === id)
  if (!rule) throw notFound()
  return count(ctx, rule)
}

async function count(
  ctx: Context,
  { people }: HealthRule,
): Promise<{ found: number; roles?: { id: number; name: string }[] }> {
  if (people) return { found: (await countUsers(ctx, asQuery(people))).total }
  const roles = await statements.listUnusedRoles(ctx.db, ctx.actor.tenantId)
  return { found: roles.length, roles }
}

const asQuery = ({ search, filters: texts }: RulePeople) => ({ ...texts, ...(search === undefined ? {} : { search }) })

export type NewRule = {
  name: string
  severity: Severity
  people: RulePeople
  mend?: OwnMend | null
  allowed?: number
  owner?: string | null
}

/** Makes a rule of the tenant's own from a filter of the users list. */
export async function createRule(ctx: Context, wanted: NewRule): Promise<HealthRule> {
  demandWholeTenant(ctx.actor, 'health.manage')
  await demandSense(ctx, wanted)
  const id = newId(ctx.clock.now().getTime())
  await transaction(ctx, async (trx) => {
    if ((await statements.countOwnRules(trx, ctx.actor.tenantId)) >= MOST_RULES) throw tooManyRules()
    await statements.insertRule(trx, ctx.actor.tenantId, id, { ...wanted, allowed: wanted.allowed ?? 0 })
    await recordSetting(ctx, trx, 'health-rule-created', { id, ...logged(wanted) })
  })
  return getRule(ctx, id)
}

/** Changes a rule; of a ready-made one only how grave it is, whose it is, how many are no fault, and whether it is on. */
export async function editRule(ctx: Context, id: string, version: number, wanted: RuleChange): Promise<HealthRule> {
  demandWholeTenant(ctx.actor, 'health.manage')
  const ready = readyMade(id)
  if (ready && (wanted.name !== undefined || wanted.people !== undefined || wanted.mend !== undefined))
    throw ruleReadyMade()
  await demandSense(ctx, wanted)
  // Absent for a module that is off, as everywhere.
  const shown = await getRule(ctx, id)
  await transaction(ctx, (trx) => change(ctx, trx, shown, version, wanted))
  return getRule(ctx, id)
}

async function change(ctx: Context, trx: Trx, shown: HealthRule, version: number, wanted: RuleChange) {
  const { tenantId } = ctx.actor
  const row = await statements.lockRule(trx, tenantId, shown.id, shown.readyMade)
  if (!row) throw notFound()
  if (row.version !== version) throw changedMeanwhile()
  const was = { ...shown, mend: row.mend, owner: row.owner?.id ?? null }
  const changed = differences<RuleChange>(was, wanted)
  if (!changed) return
  await statements.updateRule(trx, tenantId, shown.id, changed.after)
  const sides = { before: logged(changed.before), after: logged(changed.after) }
  await recordSetting(ctx, trx, 'health-rule-edited', { id: shown.id, name: shown.name, ...sides })
}

/** Deletes a rule of the tenant's own, with what was counted of it. */
export async function deleteRule(ctx: Context, id: string, version: number): Promise<undefined> {
  demandWholeTenant(ctx.actor, 'health.manage')
  if (readyMade(id)) throw ruleReadyMade()
  await transaction(ctx, async (trx) => {
    const row = await statements.lockRule(trx, ctx.actor.tenantId, id, false)
    if (!row) throw notFound()
    if (row.version !== version) throw changedMeanwhile()
    await statements.deleteRule(trx, ctx.actor.tenantId, id)
    await recordSetting(ctx, trx, 'health-rule-deleted', { id, name: row.name })
  })
}

/** Of its filters the names alone: their values may be names of people, and the log forgets nothing. */
const logged = ({ people, ...rest }: RuleChange) => ({
  ...rest,
  ...(people ? { filters: Object.keys(people.filters) } : {}),
})

async function demandSense(ctx: Context, { people, owner }: RuleChange): Promise<void> {
  if (people) {
    if (Object.keys(people.filters).length === 0 && !people.search) throw ruleWithoutFilter()
    demandFilters(ctx, people)
  }
  if (owner && !(await statements.isVisible(ctx.db, ctx.actor, owner)))
    throw invalidRequest({ errors: [{ pointer: '#/owner', code: 'unknown', message: 'There is no such user.' }] })
}

function demandFilters(ctx: Context, people: RulePeople): void {
  const below = (error: FieldError): FieldError => {
    const name = error.pointer.replace(/^query:/, '')
    return { ...error, pointer: `#/people/${name === 'search' ? name : `filters/${name}`}` }
  }
  try {
    readPeople(ctx, asQuery(people))
  } catch (error) {
    if (!(error instanceof ProblemError) || !error.extra.errors) throw error
    throw new ProblemError(error.kind, { ...error.extra, errors: error.extra.errors.map(below) })
  }
}

const ORIGIN = { via: 'job', requestId: null, address: null, userAgent: null } as const

/** Counts what each rule of each tenant finds among everybody, for the trend of the day. */
export const countForTheDay = (parts: Parts, signal: AbortSignal): Promise<void> =>
  eachTenant({ ...parts, signal }, async (_db, tenantId) => {
    const known = await actorNow(parts, { kind: 'system', id: 'health', homeTenantId: tenantId, tenantId })
    // Of an archived one nobody looks.
    if (known) await countTenant(contextFor(parts, known.actor, known.modules, ORIGIN))
  })

async function countTenant(ctx: Context): Promise<void> {
  const { tenantId } = ctx.actor
  const counts: { id: string; found: number }[] = []
  for (const rule of await rulesOf(ctx)) {
    if (!rule.enabled) continue
    try {
      counts.push({ id: rule.id, found: (await count(ctx, rule)).found })
    } catch (error) {
      if (isDatabaseAway(error)) throw error
      // One that cannot be counted keeps neither the other rules nor the other tenants from their counts.
      ctx.log.error({ err: error, tenantId, rule: rule.id }, 'a rule of good practice was not counted')
    }
  }
  const now = ctx.clock.now()
  await statements.putCounts(ctx.db, tenantId, dayOf(now), counts)
  await statements.deleteCountsBefore(ctx.db, tenantId, daysBefore(now, KEPT_DAYS))
}
