/** What a person chose for the console: columns, density, page size, layout, shortcuts. Never a secret. */
import * as z from 'zod/mini'
import { endpoint } from '../../contract/endpoint.ts'

export const preferences = z.strictObject({
  columns: z.optional(z.array(z.string().check(z.maxLength(40))).check(z.maxLength(40))),
  density: z.optional(z.enum(['compact', 'regular', 'roomy'])),
  layout: z.optional(z.enum(['table', 'cards'])),
  pageSize: z.optional(z.union([z.literal(25), z.literal(50), z.literal(100), z.literal(200)])),
  shortcuts: z.optional(z.boolean()),
})
export type Preferences = z.output<typeof preferences>
export const readPreferences = endpoint({
  method: 'GET',
  path: '/preferences',
  permission: 'signed-in',
  sessionOnly: true,
  summary: 'Your preferences',
  answers: { 200: preferences },
})
/** Changes what is named and leaves the rest. */
export const editPreferences = endpoint({
  method: 'PATCH',
  path: '/preferences',
  permission: 'signed-in',
  sessionOnly: true,
  summary: 'Change your preferences',
  body: preferences,
  answers: { 200: preferences },
})
