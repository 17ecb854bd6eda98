/** Roles: named sets of permissions, granted with the sites or desks to which they are limited (PEOPLE-1). */
import * as z from 'zod/mini'
import { endpoint } from '../../contract/endpoint.ts'
import { permissionNames } from '../../contract/permissions.ts'
import { changedMeanwhile, preconditionRequired, problem } from '../../contract/problem.ts'
import { action, holdsMore, refused } from '../changes/contract.ts'
import { ids, roleGrants, text } from '../users/fields/schemas.ts'

const permissionList = z.array(z.enum(permissionNames, 'There is no such permission.'))
export const role = z.object({
  id: z.int(),
  name: z.string(),
  builtIn: z.nullable(z.string()),
  permissions: permissionList,
  holders: z.int(),
  grantable: z.boolean(),
  /** Whoever holds it needs two-step verification (AUTH-6). */
  secondStepRequired: z.boolean(),
  version: z.int(),
})
export type Role = z.output<typeof role>
const name = text({ what: 'The name', max: 100 })
export const roleNameTaken = problem(
  'role-name-taken',
  409,
  'A role has that name',
  'Choose another name. Case and accents make no difference.',
)
export const roleBuiltIn = problem(
  'role-built-in',
  409,
  'Built-in roles stay as they are',
  'Make a role of your own with the permissions that you want. What can be demanded of a built-in one is two-step verification.',
)
export const roleHeld = problem(
  'role-held',
  409,
  'Somebody holds this role',
  'Take it from the number of people that the member `holders` says, deleted ones included, or replace it by another.',
)

/** All roles; `grantable` says whether the person who asks may give it to somebody. */
export const listRoles = endpoint({
  method: 'GET',
  path: '/roles',
  permission: 'signed-in',
  summary: 'List roles',
  answers: { 200: z.object({ items: z.array(role) }) },
})
export const createRole = endpoint({
  method: 'POST',
  path: '/roles',
  permission: 'roles.manage',
  summary: 'Create a role',
  body: z.strictObject({ name, permissions: permissionList, secondStepRequired: z.optional(z.boolean()) }),
  answers: { 201: role },
  problems: [roleNameTaken, holdsMore],
})
export const editRole = endpoint({
  method: 'PATCH',
  path: '/roles/{id}',
  permission: 'roles.manage',
  summary: 'Change a role',
  ifMatch: true,
  body: z.strictObject({
    name: z.optional(name),
    permissions: z.optional(permissionList),
    secondStepRequired: z.optional(z.boolean()),
    /** For good: a role that nobody holds is offered no more. */
    archived: z.optional(z.literal(true)),
  }),
  answers: { 200: role },
  problems: [roleNameTaken, roleBuiltIn, roleHeld, holdsMore, refused, preconditionRequired, changedMeanwhile],
})

export const addRoles = action({
  name: 'add-roles',
  permission: 'users.roles',
  label: 'Add roles',
  params: z.strictObject({ roles: roleGrants }),
})
export const removeRoles = action({
  name: 'remove-roles',
  permission: 'users.roles',
  label: 'Remove roles',
  params: z.strictObject({ roles: ids.check(z.minLength(1, 'Name a role.')) }),
})
export const replaceRoles = action({
  name: 'replace-roles',
  permission: 'users.roles',
  label: 'Replace roles',
  params: z.strictObject({ roles: roleGrants }),
  destructive: true,
})
/** Full control of the tenant, or the end of it; only by a superuser or an operator (SPEC 4). */
export const setSuperuser = action({
  name: 'set-superuser',
  permission: 'users.roles',
  label: 'Set superuser',
  params: z.strictObject({ superuser: z.boolean() }),
  destructive: true,
  sensitive: true,
})
