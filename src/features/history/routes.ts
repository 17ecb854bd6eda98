import { route } from '../../server/http/route.ts'
import { listUserHistory, verifyHistory } from './contract.ts'
import * as read from './service/read.ts'
import * as verify from './service/verify.ts'

export const historyRoutes = [
  route(listUserHistory, (ctx, { params, query }) => read.listUserHistory(ctx, params.id, query)),
  route(verifyHistory, async (ctx) => {
    const { faults, ...counts } = await verify.verifyHistory(ctx)
    return { ...counts, faults: [...faults] }
  }),
]
