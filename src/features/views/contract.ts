/** Saved views of the users list: a name for filters, sort and layout, one's own or shared (LIST-5). */
import * as z from 'zod/mini'
import { endpoint } from '../../contract/endpoint.ts'
import { changedMeanwhile, preconditionRequired, problem } from '../../contract/problem.ts'
import { text } from '../users/fields/schemas.ts'

const name = text({ what: 'The name', max: 60 })
const query = z.string().check(z.maxLength(4000, 'The address of this view is too long to keep.'))
export const savedView = z.object({
  id: z.int(),
  name: z.string(),
  query: z.string(),
  shared: z.boolean(),
  own: z.boolean(),
  version: z.int(),
})
export type SavedView = z.output<typeof savedView>
export const cannotShare = problem(
  'cannot-share',
  403,
  'Your roles do not allow sharing views',
  'Keep the view for yourself, or ask for the permission “Share saved views with everybody”.',
)
/** Own views and those that others share, by name. `query` is the part of the list's address after the question mark. */
export const listViews = endpoint({
  method: 'GET',
  path: '/views',
  permission: 'users.read',
  sessionOnly: true,
  summary: 'List saved views',
  answers: { 200: z.object({ items: z.array(savedView) }) },
})
export const createView = endpoint({
  method: 'POST',
  path: '/views',
  permission: 'users.read',
  sessionOnly: true,
  summary: 'Save a view',
  body: z.strictObject({ name, query, shared: z.optional(z.boolean()) }),
  answers: { 201: savedView },
  problems: [cannotShare],
})
export const editView = endpoint({
  method: 'PATCH',
  path: '/views/{id}',
  permission: 'users.read',
  sessionOnly: true,
  summary: 'Change an own view',
  ifMatch: true,
  body: z.strictObject({ name: z.optional(name), query: z.optional(query), shared: z.optional(z.boolean()) }),
  answers: { 200: savedView },
  problems: [cannotShare, preconditionRequired, changedMeanwhile],
})
export const deleteView = endpoint({
  method: 'DELETE',
  path: '/views/{id}',
  permission: 'users.read',
  sessionOnly: true,
  summary: 'Delete an own view',
  ifMatch: true,
  answers: { 204: z.undefined() },
  problems: [preconditionRequired, changedMeanwhile],
})
