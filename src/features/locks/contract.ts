/** Accounts that are locked after failed tries, and what lifts it (AUTH-7). */
import * as z from 'zod/mini'
import { endpoint } from '../../contract/endpoint.ts'
import { afterOf, limitUpTo } from '../../contract/page.ts'
import { statuses } from '../users/fields/schemas.ts'
import { action, noParams } from '../changes/contract.ts'

const instant = z.iso.datetime()
const site = z.object({ id: z.int(), name: z.string() })

export const lock = z.object({
  /** The user's id. */
  id: z.uuid(),
  name: z.string(),
  username: z.string(),
  status: z.enum(statuses),
  site,
  /** Who failed: people in browsers that the account does not know, in a browser that it knows, or both. */
  cause: z.enum(['strangers', 'known-browser', 'both']),
  /** Since the account was last left alone for a day. */
  failures: z.int(),
  /** The last few, the newest first. */
  addresses: z.array(z.string()),
  lockedAt: instant,
  /** Null: until somebody unlocks it. */
  until: z.nullable(instant),
})
export type Lock = z.output<typeof lock>

/** Many accounts of one site that were locked one soon after the other: one event. */
export const storm = z.object({
  site,
  accounts: z.int(),
  /** How many addresses the tries came from, as far as they are remembered. */
  addresses: z.int(),
  since: instant,
  lastAt: instant,
})
export type Storm = z.output<typeof storm>

/** Those who are locked now, the last one first. Accounts of a storm are told by the storm, unless its site is asked for. */
export const listLocks = endpoint({
  method: 'GET',
  path: '/locks',
  permission: 'users.unlock',
  summary: 'List locked accounts',
  query: z.strictObject({
    /** The id of a site: the accounts of its storms instead. */
    storm: z.optional(z.string().check(z.regex(/^[1-9]\d{0,8}$/, 'Give the id of a site, a whole number.'))),
    limit: limitUpTo(200),
    after: afterOf(/^\d{1,14}\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
  }),
  answers: { 200: z.object({ items: z.array(lock), storms: z.array(storm), next: z.nullable(z.string()) }) },
})

export const unlock = action({ name: 'unlock', permission: 'users.unlock', label: 'Unlock', params: noParams })
