import * as z from 'zod/mini'
import { endpoint } from '../../contract/endpoint.ts'

export const queue = z.object({ id: z.int(), name: z.string(), members: z.int() })
/** Queues by name. Agents are assigned on the queue's own page, which comes with the queues. */
export const listQueues = endpoint({
  method: 'GET',
  path: '/queues',
  permission: 'signed-in',
  summary: 'List queues',
  module: 'queues',
  answers: { 200: z.object({ items: z.array(queue) }) },
})
