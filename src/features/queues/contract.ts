/** Queues, where calls wait: agents are assigned to them here, on the queue's side, each with a priority (SPEC 2, HOUSE-2). */
import * as z from 'zod/mini'
import { endpoint } from '../../contract/endpoint.ts'
import { limitUpTo } from '../../contract/page.ts'
import { changedMeanwhile, preconditionRequired, problem } from '../../contract/problem.ts'
import { action, noParams } from '../changes/contract.ts'
import { text } from '../users/fields/schemas.ts'

export const MOST_NEEDED = 10_000
export const LAST_PRIORITY = 99

/**
 * Counts are of those whom one may see (S26), and absent for whoever may see nobody, or a part of the tenant that is too large to
 * count. So only whoever sees everybody can compare them with the minimum.
 */
export const queue = z.object({
  id: z.int(),
  name: z.string(),
  /** Everybody who is assigned to it. */
  members: z.optional(z.int()),
  /** Those of them whose account is active. */
  active: z.optional(z.int()),
  /** Those of them who take calls at this moment: whom a dialer or telephone system says to be available. */
  available: z.optional(z.int()),
  /** How many active agents it needs at least; 0 where nobody said. */
  minimum: z.int(),
  archived: z.boolean(),
  version: z.int(),
})
export type Queue = z.output<typeof queue>

const name = text({ what: 'The name', max: 100 })
const needed = `A minimum is a whole number from 0, for none, to ${MOST_NEEDED}.`
const minimum = z.int(needed).check(z.nonnegative(needed), z.maximum(MOST_NEEDED, needed))

export const queueNameTaken = problem(
  'queue-name-taken',
  409,
  'A queue has that name',
  'Choose another name. Case and accents make no difference, and archived queues keep their names.',
)

/**
 * Queues by name; `search` finds a part. At most `limit` (1 to 1,000; 1,000 unless told). `ids` asks for these (up to 200),
 * archived ones as well: whoever has an id may learn its name.
 */
export const listQueues = endpoint({
  method: 'GET',
  path: '/queues',
  permission: 'signed-in',
  summary: 'List queues',
  module: 'queues',
  query: z.strictObject({
    search: z.optional(z.string().check(z.maxLength(100))),
    archived: z.optional(z.enum(['yes'])),
    ids: z.optional(
      z.string().check(z.regex(/^[1-9]\d{0,8}(,[1-9]\d{0,8}){0,199}$/, 'ids are up to 200 ids of queues.')),
    ),
    limit: limitUpTo(1000),
  }),
  answers: { 200: z.object({ items: z.array(queue), total: z.int() }) },
})

export const createQueue = endpoint({
  method: 'POST',
  path: '/queues',
  permission: 'queues.manage',
  summary: 'Create a queue',
  module: 'queues',
  body: z.strictObject({ name, minimum: z.optional(minimum) }),
  answers: { 201: queue },
  problems: [queueNameTaken],
})

/** Renames, says how many agents it needs, archives. An archived queue keeps its members and is offered nowhere. */
export const editQueue = endpoint({
  method: 'PATCH',
  path: '/queues/{id}',
  permission: 'queues.manage',
  summary: 'Rename or archive a queue, or set how many agents it needs',
  module: 'queues',
  ifMatch: true,
  body: z.strictObject({
    name: z.optional(name),
    minimum: z.optional(minimum),
    archived: z.optional(z.boolean()),
  }),
  answers: { 200: queue },
  problems: [queueNameTaken, preconditionRequired, changedMeanwhile],
})

export const member = z.object({
  id: z.uuid(),
  name: z.string(),
  username: z.string(),
  status: z.enum(['pending', 'active', 'inactive']),
  /** 1 is called first, 99 last. */
  priority: z.int(),
})
export type Member = z.output<typeof member>

/**
 * The members whom one may see, in the order in which calls reach them. `search` finds a part of a name, e-mail, username or
 * extension; `total` counts who is found.
 */
export const listQueueMembers = endpoint({
  method: 'GET',
  path: '/queues/{id}/members',
  permission: 'users.read',
  summary: 'List the members of a queue',
  module: 'queues',
  query: z.strictObject({
    search: z.optional(z.string().check(z.maxLength(200))),
    limit: limitUpTo(200),
    after: z.optional(z.string().check(z.maxLength(100))),
  }),
  answers: { 200: z.object({ items: z.array(member), next: z.nullable(z.string()), total: z.int() }) },
})

/** Queues that a deactivation took away, offered again after activation (SPEC 4.4); none that was left by hand since. */
export const listFormerQueues = endpoint({
  method: 'GET',
  path: '/users/{id}/former-queues',
  permission: 'users.read',
  summary: 'Queues left at the last deactivation',
  module: 'queues',
  answers: { 200: z.object({ items: z.array(z.object({ id: z.int(), name: z.string(), priority: z.int() })) }) },
})

const queueId = z.int('A queue is named by its id.').check(z.positive(), z.maximum(2_147_483_647))
const range = `A priority is a whole number from 1, called first, to ${LAST_PRIORITY}.`
const priority = z.int(range).check(z.positive(range), z.maximum(LAST_PRIORITY, range))
const onceEach = <T extends { id: number } | number>() =>
  z.refine<T[]>((all) => new Set(all.map((one) => (typeof one === 'number' ? one : one.id))).size === all.length, {
    error: 'Name each queue once.',
  })
const some = [z.minLength(1, 'Name at least one queue.'), z.maxLength(200, 'Name at most 200 queues.')] as const
const manages = { permission: 'queues.manage', module: 'queues' } as const

/** Whoever is in a queue already keeps their priority there unless one is given; else it is 1. */
export const addQueues = action({
  ...manages,
  name: 'add-queues',
  label: 'Add to queues',
  params: z.strictObject({
    queues: z.array(z.strictObject({ id: queueId, priority: z.optional(priority) })).check(...some, onceEach()),
  }),
})
export const removeQueues = action({
  ...manages,
  name: 'remove-queues',
  label: 'Remove from queues',
  params: z.strictObject({ queues: z.array(queueId).check(...some, onceEach()) }),
})
/** In those of these queues that somebody is in. */
export const setQueuePriority = action({
  ...manages,
  name: 'set-queue-priority',
  label: 'Set queue priority',
  params: z.strictObject({ queues: z.array(z.strictObject({ id: queueId, priority })).check(...some, onceEach()) }),
})
/** Each person into the queues of their own that the last deactivation took away. */
export const restoreQueues = action({
  ...manages,
  name: 'restore-queues',
  label: 'Put back into former queues',
  params: noParams,
})
