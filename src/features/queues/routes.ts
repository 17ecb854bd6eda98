import { numericId } from '../../contract/ids.ts'
import { route } from '../../server/http/route.ts'
import * as contract from './contract.ts'
import { listFormerQueues } from './service/former.ts'
import { listQueueMembers } from './service/members.ts'
import * as queues from './service/queues.ts'

export const queueRoutes = [
  route(contract.listQueues, (ctx, { query }) => queues.listQueues(ctx, query)),
  route(contract.createQueue, (ctx, { body }) => queues.createQueue(ctx, body)),
  route(contract.editQueue, (ctx, { params, body, ifVersion }) =>
    queues.editQueue(ctx, numericId(params.id), ifVersion, body),
  ),
  route(contract.listQueueMembers, (ctx, { params, query }) => listQueueMembers(ctx, numericId(params.id), query)),
  route(contract.listFormerQueues, async (ctx, { params }) => ({ items: await listFormerQueues(ctx, params.id) })),
]
