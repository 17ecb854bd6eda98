/** Keys for machines: named, limited to permissions, shown once, kept as a hash (AUTH-10). */
import * as z from 'zod/mini'
import { endpoint } from '../../contract/endpoint.ts'
import { permissionNames } from '../../contract/permissions.ts'
import { changedMeanwhile, preconditionRequired, problem } from '../../contract/problem.ts'
import { network } from '../address-lists/contract.ts'
import { holdsMore } from '../changes/contract.ts'
import { text } from '../users/fields/schemas.ts'

export const keyNameTaken = problem(
  'api-key-name-taken',
  409,
  'An API key has that name',
  'Choose another name, or end the other key first.',
)
const permissionList = z
  .array(z.enum(permissionNames, 'There is no such permission.'))
  .check(z.minLength(1, 'Name a permission.'))
const name = text({ what: 'The name', max: 100 })
const addresses = z.array(network).check(z.maxLength(50, 'At most 50 addresses.'))

export const apiKey = z.object({
  id: z.uuid(),
  name: z.string(),
  permissions: permissionList,
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.nullable(z.iso.datetime()),
  lastUsedAt: z.nullable(z.iso.datetime()),
  /** Where it was used last. */
  lastUsedFrom: z.nullable(z.string()),
  /** Addresses and networks from which it is served; from everywhere when there are none. */
  addresses: z.array(z.string()),
  version: z.int(),
})
export const listApiKeys = endpoint({
  method: 'GET',
  path: '/api-keys',
  permission: 'api-keys.manage',
  summary: 'List API keys',
  answers: { 200: z.object({ items: z.array(apiKey) }) },
})
/** By people alone: a key that could make keys would outlive its own end. */
export const createApiKey = endpoint({
  method: 'POST',
  path: '/api-keys',
  permission: 'api-keys.manage',
  summary: 'Create an API key',
  secret: true,
  sessionOnly: true,
  sensitive: true,
  body: z.strictObject({
    name,
    permissions: permissionList,
    expiresAt: z.optional(z.iso.datetime('Write the expiry as an instant in UTC, like 2027-01-31T00:00:00Z.')),
    addresses: z.optional(addresses),
  }),
  answers: { 201: z.object({ key: apiKey, token: z.string() }) },
  problems: [keyNameTaken, holdsMore],
})
/** Renames it, or says from where it is served. What it may do never changes: another key is made for that. */
export const editApiKey = endpoint({
  method: 'PATCH',
  path: '/api-keys/{id}',
  permission: 'api-keys.manage',
  summary: 'Rename an API key, or change from where it is served',
  ifMatch: true,
  sessionOnly: true,
  sensitive: true,
  body: z.strictObject({ name: z.optional(name), addresses: z.optional(addresses) }),
  answers: { 200: apiKey },
  problems: [keyNameTaken, holdsMore, preconditionRequired, changedMeanwhile],
})
export const endApiKey = endpoint({
  method: 'DELETE',
  path: '/api-keys/{id}',
  permission: 'api-keys.manage',
  summary: 'End an API key',
  ifMatch: true,
  answers: { 204: z.undefined() },
  problems: [preconditionRequired, changedMeanwhile],
})
