import * as z from 'zod/mini'
import { endpoint } from '../../contract/endpoint.ts'
import { changedMeanwhile, preconditionRequired, problem } from '../../contract/problem.ts'
import { text, timeZone } from '../users/fields/schemas.ts'

export const site = z.object({
  id: z.int(),
  name: z.string(),
  timeZone: z.string(),
  country: z.nullable(z.string()),
  users: z.int(),
  archived: z.boolean(),
  version: z.int(),
})
export type Site = z.output<typeof site>
const name = text({ what: 'The name', max: 100 })
export const country = z
  .string()
  .check(z.regex(/^[A-Z]{2}$/, 'Write the country as two capital letters (ISO 3166-1), like LV.'))
export const siteNameTaken = problem(
  'site-name-taken',
  409,
  'A site has that name',
  'Choose another name. Case and accents make no difference.',
)
export const siteInUse = problem(
  'site-in-use',
  409,
  'People belong to this site',
  'Move the number of people that the member `users` says to another site first, deleted ones included: they may come back.',
)

/** The sites that the person who asks may see ("Your sites"); with `archived`, also those that were put away. */
export const listSites = endpoint({
  method: 'GET',
  path: '/sites',
  permission: 'signed-in',
  summary: 'List your sites',
  query: z.strictObject({ archived: z.optional(z.literal('yes')) }),
  answers: { 200: z.object({ items: z.array(site) }) },
})
export const createSite = endpoint({
  method: 'POST',
  path: '/sites',
  permission: 'sites.manage',
  summary: 'Create a site',
  body: z.strictObject({ name, timeZone, country: z.optional(country) }),
  answers: { 201: site },
  problems: [siteNameTaken],
})
export const editSite = endpoint({
  method: 'PATCH',
  path: '/sites/{id}',
  permission: 'sites.manage',
  summary: 'Change a site',
  ifMatch: true,
  body: z.strictObject({
    name: z.optional(name),
    timeZone: z.optional(timeZone),
    country: z.optional(country),
    /** Only a site that nobody belongs to is archived: nobody is put there any more. */
    archived: z.optional(z.boolean()),
  }),
  answers: { 200: site },
  problems: [siteNameTaken, siteInUse, preconditionRequired, changedMeanwhile],
})
