/** Sessions as lists show them, and how one of them is ended (AUTH-8, S22). */
import * as z from 'zod/mini'
import { endpoint } from '../../../contract/endpoint.ts'
import { afterId, limitUpTo } from '../../../contract/page.ts'
import { holdsMore } from '../../changes/contract.ts'

export const session = z.object({
  id: z.uuid(),
  address: z.nullable(z.string()),
  userAgent: z.nullable(z.string()),
  startedAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  /** The very session that asks. */
  current: z.boolean(),
})
export type Session = z.output<typeof session>
/** One that is over. */
export const pastSession = z.extend(session, { endedAt: z.iso.datetime(), reason: z.nullable(z.string()) })
export type PastSession = z.output<typeof pastSession>
/** `past` has those that ended within the last seven days, the latest first, two hundred at most. */
const ofOneUser = z.object({ items: z.array(session), past: z.array(pastSession) })
export type SessionsOfOne = z.output<typeof ofOneUser>

export const listUserSessions = endpoint({
  method: 'GET',
  path: '/users/{id}/sessions',
  permission: 'users.sessions',
  summary: 'Sessions of a user: live ones, and those of the last seven days',
  answers: { 200: ofOneUser },
})

export const listedSession = z.extend(session, {
  user: z.object({ id: z.uuid(), name: z.string(), username: z.string(), site: z.string() }),
})
export type ListedSession = z.output<typeof listedSession>
/** The latest sign-in first. Whoever sees a part of the tenant sees the sessions of the people there. */
export const listSessions = endpoint({
  method: 'GET',
  path: '/sessions',
  permission: 'users.sessions',
  summary: 'Live sessions of everybody',
  query: z.strictObject({
    /** Part of a name, username, e-mail or number of the user. */
    search: z.optional(z.string().check(z.maxLength(200))),
    /** Ids of sites, by comma. */
    site: z.optional(z.string().check(z.regex(/^\d{1,9}(,\d{1,9}){0,99}$/, 'Name sites by their ids, with commas.'))),
    limit: limitUpTo(200),
    after: afterId,
  }),
  answers: { 200: z.object({ items: z.array(listedSession), next: z.nullable(z.uuid()), total: z.int() }) },
})
/** One session of somebody; the others of that person go on. What is over already stays so. */
export const endOneSession = endpoint({
  method: 'POST',
  path: '/sessions/{id}/end',
  permission: 'users.sessions',
  summary: 'End a session',
  answers: { 204: z.undefined() },
  problems: [holdsMore],
})

export const listOwnSessions = endpoint({
  method: 'GET',
  path: '/own-sessions',
  permission: 'signed-in',
  sessionOnly: true,
  summary: 'One’s own sessions: live ones, and those of the last seven days',
  answers: { 200: ofOneUser },
})
export const endOwnSession = endpoint({
  method: 'POST',
  path: '/own-sessions/{id}/end',
  permission: 'signed-in',
  sessionOnly: true,
  summary: 'End a session of one’s own',
  answers: { 204: z.undefined() },
})
/** Every session of one's own but the one that asks. */
export const endOtherSessions = endpoint({
  method: 'POST',
  path: '/own-sessions/end-others',
  permission: 'signed-in',
  sessionOnly: true,
  summary: 'End all other sessions of one’s own',
  answers: { 200: z.object({ ended: z.int() }) },
})
