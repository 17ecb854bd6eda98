/** The change log (LOG-1): every change to an account, who made it, from where, from what to what. */
import * as z from 'zod/mini'
import { endpoint } from '../../contract/endpoint.ts'
import { limitUpTo } from '../../contract/page.ts'
import { effects } from '../changes/contract.ts'

/** `before` and `after` in words that can be shown (names, not ids); `erased` when a personal value is gone for good. */
export const fieldChange = z.object({
  field: z.string(),
  label: z.string(),
  kind: z.enum(['value', 'secret', 'erased']),
  before: z.nullable(z.string()),
  after: z.nullable(z.string()),
})
export const historyEntry = z.object({
  changeSet: z.uuid(),
  at: z.iso.datetime(),
  action: z.string(),
  /** The action in words, such as "Deactivated". */
  says: z.string(),
  actor: z.object({
    kind: z.enum(['user', 'key', 'system']),
    id: z.string(),
    name: z.string(),
    homeTenant: z.optional(z.string()),
  }),
  origin: z.enum(['console', 'api', 'cli', 'import', 'job']),
  address: z.nullable(z.string()),
  requestId: z.nullable(z.string()),
  changes: z.array(fieldChange),
  effects,
  /** Covered by a seal of the chain already. */
  sealed: z.boolean(),
})
export type HistoryEntry = z.output<typeof historyEntry>

export const listUserHistory = endpoint({
  method: 'GET',
  path: '/users/{id}/history',
  permission: 'history.read',
  summary: 'Change log of a user, newest first',
  query: z.strictObject({
    field: z.optional(z.string().check(z.maxLength(40))),
    limit: limitUpTo(100),
    after: z.optional(z.string().check(z.maxLength(400))),
  }),
  answers: { 200: z.object({ items: z.array(historyEntry), next: z.nullable(z.string()) }) },
})
/** Walks the chain of the tenant and says whether anything is missing or altered (`history verify`). */
export const verifyHistory = endpoint({
  method: 'GET',
  path: '/history/verification',
  permission: 'history.read',
  summary: 'Check that nothing of the change log is missing or altered',
  answers: {
    200: z.object({
      intact: z.boolean(),
      entries: z.int(),
      sealed: z.int(),
      unsealed: z.int(),
      erased: z.int(),
      faults: z.array(z.string()),
    }),
  },
})
