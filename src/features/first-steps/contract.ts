/** What a new tenant needs first, while hardly anybody is in it (HOUSE-6). */
import * as z from 'zod/mini'
import { endpoint } from '../../contract/endpoint.ts'

/** In the order in which they are done. */
export const firstStepNames = ['sites', 'administrator', 'people', 'groups', 'queues'] as const
export type FirstStepName = (typeof firstStepNames)[number]

/** Whoever has so many users in the tenant knows the way. */
export const MOST_PEOPLE = 20

/** Those that the one who asks may take; none once everything is done, or the tenant is past its beginnings. */
export const listFirstSteps = endpoint({
  method: 'GET',
  path: '/first-steps',
  permission: 'users.read',
  summary: 'List what a new tenant needs first',
  answers: { 200: z.object({ items: z.array(z.object({ name: z.enum(firstStepNames), done: z.boolean() })) }) },
})
