/** Leads of the dialer: prospects, each assigned to one user or to nobody (HOUSE-3). The module `dialer` brings them. */
import * as z from 'zod/mini'
import { endpoint } from '../../contract/endpoint.ts'
import { afterId, limitUpTo } from '../../contract/page.ts'
import { changedMeanwhile, preconditionRequired, problem } from '../../contract/problem.ts'
import { email, phoneNumber, text } from '../users/fields/schemas.ts'
import { leadsTo } from './contract/taking.ts'
import { targetOf } from './contract/target.ts'

export const leadStatuses = ['open', 'worked', 'closed'] as const
export type LeadStatus = (typeof leadStatuses)[number]

/** So many leads at most are named by their ids; whoever wants more describes them. */
const MOST_LEAD_IDS = 10_000

export const lead = z.object({
  id: z.uuid(),
  name: z.string(),
  /** E.164. */
  phone: z.nullable(z.string()),
  email: z.nullable(z.string()),
  /** The list that it came with. */
  list: z.nullable(z.string()),
  externalId: z.nullable(z.string()),
  status: z.enum(leadStatuses),
  /** Who has it; null for nobody. */
  user: z.nullable(z.object({ id: z.uuid(), name: z.string() })),
  assignedAt: z.nullable(z.iso.datetime()),
  createdAt: z.iso.datetime(),
  /** When the next planned callback is due. */
  nextCallback: z.nullable(z.iso.datetime()),
  version: z.int(),
})
export type Lead = z.output<typeof lead>

/** What a lead is made of, in the forms that it is stored in. */
export const leadFields = {
  name: text({ what: 'The name', max: 200 }),
  phone: z.nullable(phoneNumber),
  email: z.nullable(email),
  list: z.nullable(text({ what: 'The list', max: 100 })),
  externalId: z.nullable(text({ what: 'The external id', max: 100 })),
} as const

export const leadExternalIdTaken = problem(
  'lead-external-id-taken',
  409,
  'Another lead has that external id',
  'Look that lead up by its external id and edit it, or choose another id.',
)
export const nobodyTakesLeads = problem(
  'nobody-takes-leads',
  409,
  'Nobody takes new leads',
  'No active user in your reach has “Assign leads to user”. Turn it on for those who take leads, or name one user.',
)

const wanted = {
  search: z.optional(z.string().check(z.maxLength(200))),
  /** The id of a user, or `nobody`. */
  user: z.optional(z.union([z.uuid(), z.literal('nobody')], { error: 'user is the id of a user, or “nobody”.' })),
  /** Several are parted by commas. */
  status: z.optional(
    z
      .string()
      .check(z.regex(/^(open|worked|closed)(,(open|worked|closed)){0,2}$/, 'A status is open, worked or closed.')),
  ),
  list: z.optional(z.string().check(z.maxLength(100))),
} as const
export type LeadsWanted = { search?: string; user?: string; status?: string; list?: string }

/** Newest first. Who manages the leads of some sites or desks sees those of the users there, and those of nobody. */
export const listLeads = endpoint({
  method: 'GET',
  path: '/leads',
  permission: 'leads.manage',
  module: 'dialer',
  summary: 'List leads',
  query: z.strictObject({
    ...wanted,
    limit: limitUpTo(200),
    after: afterId,
  }),
  answers: { 200: z.object({ items: z.array(lead), next: z.nullable(z.uuid()), total: z.int() }) },
})
/** By name, at most 200. */
export const listLeadLists = endpoint({
  method: 'GET',
  path: '/leads/lists',
  permission: 'leads.manage',
  module: 'dialer',
  summary: 'Names of the lists that leads came with',
  answers: { 200: z.object({ items: z.array(z.string()) }) },
})
export const readLead = endpoint({
  method: 'GET',
  path: '/leads/{id}',
  permission: 'leads.manage',
  module: 'dialer',
  summary: 'Read a lead',
  ifMatch: true,
  answers: { 200: lead },
})
/** Goes round those who take new leads, unless told otherwise; to nobody where nobody takes any. */
export const createLead = endpoint({
  method: 'POST',
  path: '/leads',
  permission: 'leads.manage',
  module: 'dialer',
  summary: 'Create a lead',
  body: z.strictObject({
    name: leadFields.name,
    phone: z.optional(leadFields.phone),
    email: z.optional(leadFields.email),
    list: z.optional(leadFields.list),
    externalId: z.optional(leadFields.externalId),
    leadsTo: z.optional(leadsTo),
  }),
  answers: { 201: lead },
  problems: [leadExternalIdTaken],
})
export const editLead = endpoint({
  method: 'PATCH',
  path: '/leads/{id}',
  permission: 'leads.manage',
  module: 'dialer',
  summary: 'Edit a lead, or say that it is worked or closed',
  ifMatch: true,
  body: z.strictObject({
    name: z.optional(leadFields.name),
    phone: z.optional(leadFields.phone),
    email: z.optional(leadFields.email),
    list: z.optional(leadFields.list),
    externalId: z.optional(leadFields.externalId),
    status: z.optional(z.enum(leadStatuses)),
  }),
  answers: { 200: lead },
  problems: [leadExternalIdTaken, preconditionRequired, changedMeanwhile],
})

/** These leads, or all that the list would show. */
export const leadTarget = targetOf('lead', MOST_LEAD_IDS, wanted)
export type LeadTarget = z.output<typeof leadTarget>

/** Planned callbacks go with their lead, unless they are to stay with whoever has them. */
export const assignLeads = endpoint({
  method: 'POST',
  path: '/leads/assign',
  permission: 'leads.manage',
  module: 'dialer',
  summary: 'Assign leads to a user, in turn, or to nobody',
  body: z.strictObject({ target: leadTarget, leadsTo, callbacks: z.optional(z.enum(['follow', 'stay'])) }),
  answers: { 200: z.object({ moved: z.int() }) },
  problems: [nobodyTakesLeads],
})
export const setLeadStatus = endpoint({
  method: 'POST',
  path: '/leads/status',
  permission: 'leads.manage',
  module: 'dialer',
  summary: 'Say that leads are open, worked or closed',
  body: z.strictObject({ target: leadTarget, status: z.enum(leadStatuses) }),
  answers: { 200: z.object({ changed: z.int() }) },
})
