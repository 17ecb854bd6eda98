/** From which addresses users are served who use the extended IP ACL: the tenant's list and each user's own (S32). */
import * as z from 'zod/mini'
import { endpoint } from '../../contract/endpoint.ts'
import { changedMeanwhile, preconditionRequired, problem } from '../../contract/problem.ts'
import { holdsMore } from '../changes/contract.ts'

export const locksYouOut = problem(
  'locks-you-out',
  409,
  'This would lock you out',
  'Your present address, the member `address`, would not be allowed any more. Add it, or say that you mean it with `evenIfLockedOut`.',
)

/** Why an entry is refused. */
export const wrongNetwork = {
  unreadable: 'Write an address or a network, like 203.0.113.5, 10.0.0.0/8 or 2001:db8::/48.',
  everything: 'That is every address. To let users in from everywhere, switch their extended IP ACL off instead.',
} as const
export const MOST_ENTRIES = 200
/** A single address or a network, IPv4 or IPv6: `203.0.113.5`, `10.0.0.0/8`, `2001:db8::/48`. */
export const network = z
  .string()
  .check(
    z.trim(),
    z.minLength(1, 'Write an address or a network, like 203.0.113.0/24.'),
    z.maxLength(60, 'This is too long for an address.'),
  )
const entry = z.strictObject({
  network,
  /** What it is: "Riga office". */
  label: z.string().check(z.trim(), z.maxLength(60, 'A name has at most 60 characters.')),
})
export type Entry = z.output<typeof entry>
const entries = z.array(entry).check(z.maxLength(MOST_ENTRIES, `At most ${MOST_ENTRIES} addresses.`))

const list = {
  entries: z.array(z.object({ network: z.string(), label: z.string() })),
  version: z.int(),
  /** Where this very request came from, as the configured proxies tell it. */
  presentAddress: z.nullable(z.string()),
}
export const tenantAddressList = z.object({
  ...list,
  /** While it is false, no list of this tenant is asked. */
  enforced: z.boolean(),
  /** How many users are served from allowed addresses alone. */
  users: z.int(),
})
export type TenantAddressList = z.output<typeof tenantAddressList>
export const userAddressList = z.object({ ...list, /** The user uses the extended IP ACL. */ inUse: z.boolean() })
export type UserAddressList = z.output<typeof userAddressList>

const evenIfLockedOut = z.optional(z.boolean())

export const readTenantAddressList = endpoint({
  method: 'GET',
  path: '/address-list',
  permission: 'users.addresses',
  summary: 'Read the addresses of the tenant’s extended IP ACL',
  ifMatch: true,
  answers: { 200: tenantAddressList },
})
export const replaceTenantAddressList = endpoint({
  method: 'PUT',
  path: '/address-list',
  permission: 'users.addresses',
  summary: 'Replace the addresses of the tenant’s extended IP ACL',
  ifMatch: true,
  sensitive: true,
  body: z.strictObject({ entries, enforced: z.boolean(), evenIfLockedOut }),
  answers: { 200: tenantAddressList },
  problems: [locksYouOut, preconditionRequired, changedMeanwhile],
})
export const readUserAddressList = endpoint({
  method: 'GET',
  path: '/users/{id}/address-list',
  permission: 'users.addresses',
  summary: 'Read a user’s own addresses of the extended IP ACL, beside those of the tenant',
  ifMatch: true,
  answers: { 200: userAddressList },
})
export const replaceUserAddressList = endpoint({
  method: 'PUT',
  path: '/users/{id}/address-list',
  permission: 'users.addresses',
  summary: 'Replace a user’s own addresses of the extended IP ACL, beside those of the tenant',
  ifMatch: true,
  sensitive: true,
  body: z.strictObject({ entries, evenIfLockedOut }),
  answers: { 200: userAddressList },
  problems: [locksYouOut, holdsMore, preconditionRequired, changedMeanwhile],
})
