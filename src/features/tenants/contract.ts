/** Tenants, seen and made by operators: users of the super tenant that stands above them (SPEC 1). */
import * as z from 'zod/mini'
import { endpoint } from '../../contract/endpoint.ts'
import { moduleNames, plans } from '../../contract/modules.ts'
import { changedMeanwhile, preconditionRequired, problem } from '../../contract/problem.ts'
import { languageTag, text, timeZone } from '../users/fields/schemas.ts'

export const slug = z
  .string()
  .check(
    z.regex(
      /^[a-z0-9](-?[a-z0-9]){0,62}$/,
      'A short name takes small letters, digits and single hyphens, like acme-riga.',
    ),
  )
export const tenantName = text({ what: 'The name', max: 100 })
export const tenant = z.object({
  id: z.int(),
  slug: z.string(),
  name: z.string(),
  super: z.boolean(),
  modules: z.array(z.enum(moduleNames)),
  plan: z.enum(plans),
  language: z.string(),
  timeZone: z.string(),
  demonstration: z.boolean(),
  users: z.int(),
  createdAt: z.iso.datetime(),
  /** Nobody of it signs in, and nothing of it is lost. */
  archived: z.boolean(),
  version: z.int(),
})
export type Tenant = z.output<typeof tenant>
export const slugTaken = problem('tenant-slug-taken', 409, 'A tenant has that short name', 'Choose another short name.')
export const operatorsOnly = problem(
  'operators-only',
  403,
  'Only operators may do this',
  'Sign in as a user of the super tenant that stands above this one.',
)
export const tenantAbove = problem(
  'tenant-above',
  409,
  'This is the tenant of the operators',
  'It can be renamed; it has no modules or plan to change, and cannot be archived.',
)

/** With `archived`, also those below that were archived. */
export const listTenants = endpoint({
  method: 'GET',
  path: '/tenants',
  permission: 'signed-in',
  summary: 'List the tenants that you operate',
  query: z.strictObject({ archived: z.optional(z.literal('yes')) }),
  answers: { 200: z.object({ items: z.array(tenant) }) },
  problems: [operatorsOnly],
})
export const createTenant = endpoint({
  method: 'POST',
  path: '/tenants',
  permission: 'signed-in',
  summary: 'Create a tenant below yours',
  body: z.strictObject({
    slug,
    name: tenantName,
    language: z.optional(languageTag),
    timeZone,
    modules: z.optional(z.array(z.enum(moduleNames))),
    plan: z.optional(z.enum(plans)),
    site: z.strictObject({ name: tenantName, timeZone }),
  }),
  answers: { 201: tenant },
  problems: [operatorsOnly, slugTaken],
})
/**
 * What a tenant is called and has bought. What a module or plan no longer brings is absent at once and kept; an archived tenant
 * is closed to its people and keys until it is brought back.
 */
export const editTenant = endpoint({
  method: 'PATCH',
  path: '/tenants/{id}',
  permission: 'signed-in',
  sensitive: true,
  summary: 'Rename a tenant, change its modules and plan, or archive it',
  ifMatch: true,
  body: z.strictObject({
    name: z.optional(tenantName),
    modules: z.optional(z.array(z.enum(moduleNames))),
    plan: z.optional(z.enum(plans)),
    archived: z.optional(z.boolean()),
  }),
  answers: { 200: tenant },
  problems: [operatorsOnly, tenantAbove, preconditionRequired, changedMeanwhile],
})
/** Where an operator works from now on: a tenant below the own one, or the own one again. */
export const switchTenant = endpoint({
  method: 'POST',
  path: '/session/tenant',
  permission: 'signed-in',
  sessionOnly: true,
  summary: 'Work in another tenant',
  body: z.strictObject({ tenant: z.int() }),
  answers: { 200: z.object({ tenant: z.int() }) },
  problems: [operatorsOnly],
})
