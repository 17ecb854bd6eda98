/** Records that could not be counted, and how they are mended (LOG-4). */
import * as z from 'zod/mini'
import { endpoint } from '../../../contract/endpoint.ts'
import { afterId } from '../../../contract/page.ts'
import { causeNames } from './records.ts'

const cause = z.enum(causeNames)
/** Whom records name that nobody is: a `user` by id, a `username`, or the extension or SIP name of a `phone`. */
export const agentName = z.strictObject({
  kind: z.enum(['user', 'username', 'phone']),
  name: z.string().check(z.minLength(1), z.maxLength(200)),
})
export type AsideAgent = z.output<typeof agentName>

const asideGroup = z.object({
  cause,
  /** How to mend it. */
  message: z.string(),
  agent: z.nullable(agentName),
  records: z.int(),
  latestAt: z.iso.datetime(),
})
export type AsideGroup = z.output<typeof asideGroup>

/** By cause and, where nobody is called that, by name; those with the most records first, two hundred at most. */
export const listAside = endpoint({
  method: 'GET',
  path: '/calls/aside',
  permission: 'activity.send',
  module: 'calls',
  summary: 'Call records kept aside, by cause',
  answers: { 200: z.object({ items: z.array(asideGroup), total: z.int() }) },
})

const asideRecord = z.object({
  id: z.uuid(),
  source: z.string(),
  recordId: z.string(),
  metAt: z.iso.datetime(),
  /** As it came; of a very long one, how it begins. */
  record: z.unknown(),
})
export type AsideRecord = z.output<typeof asideRecord>

const about = { cause, kind: z.optional(agentName.shape.kind), name: z.optional(agentName.shape.name) }
/** The latest first. */
export const listAsideRecords = endpoint({
  method: 'GET',
  path: '/calls/aside/records',
  permission: 'activity.send',
  module: 'calls',
  summary: 'Call records kept aside for one cause',
  query: z.strictObject({ ...about, after: afterId }),
  answers: { 200: z.object({ items: z.array(asideRecord), next: z.nullable(z.uuid()) }) },
})

/**
 * Says what becomes of all that are aside for one cause. `user`: they, and what comes later under that name, are this
 * user's. `nobody`: that name is nobody's, now and later. `again`: look once more, since the user may be there by now.
 * `dismiss`: forget them.
 */
export const settleAside = endpoint({
  method: 'POST',
  path: '/calls/aside/settle',
  permission: 'activity.send',
  module: 'calls',
  summary: 'Mend or dismiss call records kept aside',
  body: z
    .strictObject({
      cause,
      agent: z.optional(agentName),
      as: z.enum(['user', 'nobody', 'again', 'dismiss']),
      user: z.optional(z.uuid('user is the id of a user.')),
    })
    .check(
      z.refine(({ as, user }) => (as === 'user') === (user !== undefined), {
        error: 'Name the user with “user”, and with nothing else.',
        path: ['user'],
      }),
      z.refine(({ as, agent }) => agent !== undefined || as === 'again' || as === 'dismiss', {
        error: 'Name the agent of the records.',
        path: ['agent'],
      }),
    ),
  answers: { 200: z.object({ counted: z.int(), dismissed: z.int(), left: z.int() }) },
})
