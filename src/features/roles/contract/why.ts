/**
 * Why somebody may do something, who may do it, and what a change of a role changes for whom: answered by the code that
 * enforces it (PEOPLE-1, HOUSE-1).
 */
import * as z from 'zod/mini'
import { endpoint } from '../../../contract/endpoint.ts'
import { afterId, limitUpTo } from '../../../contract/page.ts'
import type { Module } from '../../../contract/modules.ts'
import { permissionNames, type Permission } from '../../../contract/permissions.ts'
import { holdsMore } from '../../changes/contract.ts'
import { impact } from '../../changes/contract/plans.ts'
import { roleBuiltIn } from '../contract.ts'

/** What a permission is about, where a module brings it: while that is off, whoever holds it can do nothing with it. */
export const permissionModules: { readonly [P in Permission]?: Module } = {
  'queues.manage': 'queues',
  'leads.manage': 'dialer',
  'calls.read': 'calls',
}

const limits = { sites: z.nullable(z.array(z.int())), desks: z.nullable(z.array(z.int())) }
/** A role that somebody holds, with the sites or desks to which it is limited; null on both sides for the whole tenant. */
export const heldRole = z.object({ id: z.int(), name: z.string(), ...limits })
export type HeldRole = z.output<typeof heldRole>
const permission = z.enum(permissionNames, 'There is no such permission.')

export const reasoned = z.object({
  permission,
  held: z.boolean(),
  /** Where it counts: everywhere, or for people of these sites and of these desks. Null when it is not held. */
  reach: z.nullable(z.object({ everywhere: z.boolean(), sites: z.array(z.int()), desks: z.array(z.int()) })),
  /** The roles that it comes from. Empty for superusers whose roles do not name it. */
  from: z.array(heldRole),
  /** The module that is off here, without which there is nothing to do with it. */
  moduleOff: z.nullable(z.string()),
  /** Where it is not held for the whole tenant: the roles that would give it, and whether the one who asks may give them. */
  givenBy: z.array(z.object({ id: z.int(), name: z.string(), grantable: z.boolean() })),
})
export type Reasoned = z.output<typeof reasoned>

/** Every permission of the catalogue for one user: held or not, and why. */
export const whyMayUser = endpoint({
  method: 'GET',
  path: '/users/{id}/permissions',
  permission: 'signed-in',
  summary: 'Why a user may do what they may',
  answers: {
    200: z.object({
      /** Only who is active may do anything at all. */
      status: z.enum(['pending', 'active', 'inactive']),
      superuser: z.boolean(),
      /** A user of the super tenant, who may also do everything in each tenant below it. */
      operator: z.boolean(),
      items: z.array(reasoned),
    }),
  },
})

export const mayDo = z.object({
  id: z.uuid(),
  name: z.string(),
  username: z.string(),
  site: z.object({ id: z.int(), name: z.string() }),
  superuser: z.boolean(),
  from: z.array(heldRole),
})
export type MayDo = z.output<typeof mayDo>

/** The active users in sight who hold a permission, in the order in which they were created. `after` is `next` of an earlier answer. */
export const whoMay = endpoint({
  method: 'GET',
  path: '/who-may',
  permission: 'users.read',
  summary: 'List who may do something, and by which role',
  query: z.strictObject({
    permission,
    limit: limitUpTo(100),
    after: afterId,
  }),
  answers: { 200: z.object({ items: z.array(mayDo), next: z.nullable(z.string()) }) },
})

const counted = z.int().check(z.nonnegative())
export const rolePreview = z.object({
  holders: counted,
  /** Open sessions of theirs: their pages ask again at once. */
  sessions: counted,
  gained: z.array(z.object({ permission, people: counted })),
  lost: z.array(z.object({ permission, people: counted })),
  /** Those who will hold every power in the whole tenant, and do not today. */
  newAdministrators: counted,
  /**
   * Of those who will take calls no more, how many are in a queue, and which queues would be short without them: they stay in it,
   * and are called in vain, until somebody takes them out. Absent where nobody is.
   */
  inQueues: z.optional(z.extend(z.pick(impact, { queuesBelow: true }), { people: counted })),
})
export type RolePreview = z.output<typeof rolePreview>

/**
 * What these permissions, separated by commas, would change: `people` are those who hold it further (or less far) than
 * they do today by all of their roles. Refused like the change itself.
 */
export const previewRole = endpoint({
  method: 'GET',
  path: '/roles/{id}/preview',
  permission: 'roles.manage',
  summary: 'See what a change of a role would change, and for whom',
  query: z.strictObject({ permissions: z.optional(z.string().check(z.maxLength(2000))) }),
  answers: { 200: rolePreview },
  problems: [roleBuiltIn, holdsMore],
})
