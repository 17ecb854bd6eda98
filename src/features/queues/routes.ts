import { route } from '../../server/http/route.ts'
import { listQueues } from './contract.ts'
import * as queues from './service.ts'

export const queueRoutes = [route(listQueues, async (ctx) => ({ items: await queues.listQueues(ctx) }))]
