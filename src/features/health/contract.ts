/** Health: rules of good practice as selections of people, each with how many it finds and the plan that mends it (HOUSE-5). */
import * as z from 'zod/mini'
import { endpoint } from '../../contract/endpoint.ts'
import { changedMeanwhile, preconditionRequired, problem } from '../../contract/problem.ts'
import { filterNames, type FilterName } from '../users/contract/filters.ts'
import { text } from '../users/fields/schemas.ts'

export const severities = ['high', 'medium', 'low'] as const
export type Severity = (typeof severities)[number]
/** So many days of counts are shown. */
export const TREND_DAYS = 30

/** So many rules of its own may a tenant have: each is counted every night, and on every visit of the page. */
export const MOST_RULES = 100

/** What a rule of a tenant's own may mend with: actions that need no more to be asked. */
export const ownMends = {
  deactivate: 'Deactivate',
  'send-activation': 'Send activation email',
  'send-reset-link': 'Send reset link',
  'end-sessions': 'Sign out',
  unlock: 'Unlock',
  delete: 'Delete',
} as const
export type OwnMend = keyof typeof ownMends
export const ownMendNames = Object.keys(ownMends) as OwnMend[]

const name = text({ what: 'The name', max: 80 })
const severity = z.enum(severities)
const allowed = z.int().check(
  z.refine((n) => n >= 0 && n <= 1_000_000, {
    error: 'How many are no fault is a whole number from 0 to 1,000,000.',
  }),
)
const filterTexts = Object.fromEntries(
  filterNames.map((n) => [n, z.optional(z.string().check(z.maxLength(4000)))]),
) as { [N in FilterName]: z.ZodMiniOptional<z.ZodMiniString> }
/** Whom it finds: a search and filters, each in the text that the list's address has. */
const people = z.strictObject({
  search: z.optional(z.string().check(z.maxLength(200))),
  filters: z.strictObject(filterTexts),
})
export type RulePeople = z.output<typeof people>

/** `params` are null where they are asked first. */
const mend = z.object({ action: z.string(), params: z.unknown(), label: z.string() })
export type Mend = z.output<typeof mend>

export const healthRule = z.object({
  /** A word for a ready-made rule, a UUID for one of the tenant's own. */
  id: z.string(),
  name: z.string(),
  /** Why it matters; null for a rule of the tenant's own. */
  why: z.nullable(z.string()),
  readyMade: z.boolean(),
  severity,
  enabled: z.boolean(),
  /** More than so many are a fault. */
  allowed: z.int(),
  /** Null where it finds roles and not people. */
  people: z.nullable(people),
  /** Each is a plan that can be made of these people. */
  mends: z.array(mend),
  owner: z.nullable(z.object({ id: z.uuid(), name: z.string() })),
  /** How many it found at the end of each day (UTC), the oldest first; null for whoever does not see everybody. */
  trend: z.nullable(z.array(z.object({ day: z.iso.date(), found: z.int() }))),
  version: z.int(),
})
export type HealthRule = z.output<typeof healthRule>

export const ruleReadyMade = problem(
  'rule-ready-made',
  409,
  'Ready-made rules keep their name, their people and their plan',
  'Switch the rule off, and make one of your own from a filter of the users list.',
)
export const ruleWithoutFilter = problem(
  'rule-without-filter',
  422,
  'A rule needs a filter',
  'Filter the users list first: a rule that finds everybody finds nothing.',
)

export const tooManyRules = problem(
  'too-many-rules',
  409,
  'There are as many rules as there can be',
  `A tenant has ${MOST_RULES} rules of its own at most. Delete one that nobody needs.`,
)

/** Every rule, the gravest first; ready-made ones of a module that is off are absent. */
export const listHealthRules = endpoint({
  method: 'GET',
  path: '/health/rules',
  permission: 'users.read',
  summary: 'List the rules of good practice',
  answers: { 200: z.object({ items: z.array(healthRule) }) },
})
/** How many it finds now among those whom one may see; of unused roles, which. */
export const countHealthRule = endpoint({
  method: 'GET',
  path: '/health/rules/{id}/count',
  permission: 'users.read',
  summary: 'Count what a rule of good practice finds now',
  answers: {
    200: z.object({ found: z.int(), roles: z.optional(z.array(z.object({ id: z.int(), name: z.string() }))) }),
  },
})
export const createHealthRule = endpoint({
  method: 'POST',
  path: '/health/rules',
  permission: 'health.manage',
  summary: 'Make a rule of good practice from a filter',
  body: z.strictObject({
    name,
    severity,
    people,
    mend: z.optional(z.nullable(z.enum(ownMendNames))),
    allowed: z.optional(allowed),
    owner: z.optional(z.nullable(z.uuid())),
  }),
  answers: { 201: healthRule },
  problems: [ruleWithoutFilter, tooManyRules],
})
/** Of a ready-made rule its severity, owner, `allowed` and whether it is on; of an own one anything. */
export const editHealthRule = endpoint({
  method: 'PATCH',
  path: '/health/rules/{id}',
  permission: 'health.manage',
  summary: 'Change a rule of good practice, its severity or its owner',
  ifMatch: true,
  body: z.strictObject({
    name: z.optional(name),
    severity: z.optional(severity),
    people: z.optional(people),
    mend: z.optional(z.nullable(z.enum(ownMendNames))),
    allowed: z.optional(allowed),
    owner: z.optional(z.nullable(z.uuid())),
    enabled: z.optional(z.boolean()),
  }),
  answers: { 200: healthRule },
  problems: [ruleReadyMade, ruleWithoutFilter, preconditionRequired, changedMeanwhile],
})
export const deleteHealthRule = endpoint({
  method: 'DELETE',
  path: '/health/rules/{id}',
  permission: 'health.manage',
  summary: 'Delete a rule of the tenant’s own',
  ifMatch: true,
  answers: { 204: z.undefined() },
  problems: [ruleReadyMade, preconditionRequired, changedMeanwhile],
})
