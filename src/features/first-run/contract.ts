/** The first run: an empty installation becomes one with an operator, a tenant and a site (HOUSE-6). */
import * as z from 'zod/mini'
import { endpoint } from '../../contract/endpoint.ts'
import { problem } from '../../contract/problem.ts'
import { slug, tenantName, slugTaken } from '../tenants/contract.ts'
import { passwordRefused, typedPassword } from '../sign-in/contract.ts'
import { country } from '../sites/contract.ts'
import { email, languageTag, text, timeZone } from '../users/fields/schemas.ts'

export const firstRunOver = problem(
  'first-run-over',
  409,
  'This installation is set up already',
  'Sign in. A forgotten operator password is mended on the server with `rollcall setup`.',
)
export const wrongToken = problem(
  'wrong-first-run-token',
  403,
  'That first-run token does not fit',
  'Open the address that the server printed when it started; start it again for a new one.',
)

export const readFirstRun = endpoint({
  method: 'GET',
  path: '/first-run',
  permission: 'public',
  summary: 'Is this installation waiting for its first run?',
  answers: { 200: z.object({ waiting: z.boolean() }) },
})
export const setUp = endpoint({
  method: 'POST',
  path: '/first-run',
  permission: 'public',
  summary: 'Set up an empty installation',
  secret: true,
  body: z.strictObject({
    token: z.string(),
    operator: z.strictObject({
      firstName: z.optional(text({ what: 'The first name', max: 100 })),
      lastName: z.optional(text({ what: 'The last name', max: 100 })),
      email,
      password: typedPassword,
    }),
    tenant: z.strictObject({ name: tenantName, slug, language: languageTag, timeZone }),
    site: z.strictObject({ name: tenantName, timeZone, country: z.optional(country) }),
    /** Also make the tenant `demo` with 2,000 invented people. */
    demonstration: z.optional(z.boolean()),
  }),
  /** The operator is signed in by this answer's cookie. */
  answers: { 201: z.object({ tenant: z.int(), demonstrationPassword: z.optional(z.string()) }) },
  problems: [firstRunOver, wrongToken, passwordRefused, slugTaken],
})
