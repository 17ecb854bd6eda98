/** What a tenant demands of signing in, of sessions and of lists that leave (HOUSE-7). */
import * as z from 'zod/mini'
import { endpoint } from '../../contract/endpoint.ts'
import { changedMeanwhile, preconditionRequired } from '../../contract/problem.ts'

const minutes = (what: string, least: number, most: number) =>
  z.int().check(
    z.refine((n) => n >= least && n <= most, {
      error: `${what}: a whole number of minutes between ${least} and ${most}.`,
    }),
  )
/** No more than what NIST SP 800-63B-4 allows at AAL2 (S20): a tenant may shorten, never lengthen. */
const idleMinutes = minutes('The time without activity', 5, 60)
const absoluteMinutes = minutes('The time since signing in', 15, 24 * 60)
const domain = z
  .string()
  .check(
    z.regex(
      /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
      'Write a domain in small letters, like example.com.',
    ),
  )
const domains = z.array(domain).check(z.maxLength(50, 'At most 50 domains.'))

export const policies = z.object({
  /** Untouched for so long, a session is over. */
  idleMinutes,
  /** Opened so long ago, a session is over. */
  absoluteMinutes,
  /** Everybody of the tenant needs a second step; roles may demand it of their holders alone. */
  secondStepRequired: z.boolean(),
  /** Exported lists may be mailed there, beside the domains of the tenant's users. */
  exportDomains: domains,
  /** Users may sign in with Google, or whichever provider the installation names (AUTH-1). */
  googleSignIn: z.boolean(),
  /** Only with accounts of these domains; with any where there are none. */
  googleDomains: domains,
  version: z.int(),
})
export type Policies = z.output<typeof policies>

export const readTenantPolicies = endpoint({
  method: 'GET',
  path: '/policies',
  permission: 'tenant.manage',
  summary: 'Read what the tenant demands of signing in',
  ifMatch: true,
  answers: { 200: policies },
})
export const editTenantPolicies = endpoint({
  method: 'PATCH',
  path: '/policies',
  permission: 'tenant.manage',
  summary: 'Change what the tenant demands of signing in',
  ifMatch: true,
  sensitive: true,
  body: z.strictObject({
    idleMinutes: z.optional(idleMinutes),
    absoluteMinutes: z.optional(absoluteMinutes),
    secondStepRequired: z.optional(z.boolean()),
    exportDomains: z.optional(domains),
    googleSignIn: z.optional(z.boolean()),
    googleDomains: z.optional(domains),
  }),
  answers: { 200: policies },
  problems: [preconditionRequired, changedMeanwhile],
})
