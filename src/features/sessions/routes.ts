import { route } from '../../server/http/route.ts'
import {
  endOneSession,
  endOtherSessions,
  endOwnSession,
  listOwnSessions,
  listSessions,
  listUserSessions,
} from './contract/listed.ts'
import { endOne, endOthers, endOwn, listAll, listOwn, listSessionsOf } from './service/listed.ts'

export const sessionRoutes = [
  route(listUserSessions, (ctx, { params }) => listSessionsOf(ctx, params.id)),
  route(listSessions, (ctx, { query }) => listAll(ctx, query)),
  route(endOneSession, async (ctx, { params }) => {
    await endOne(ctx, params.id)
    return undefined
  }),
  route(listOwnSessions, listOwn),
  route(endOwnSession, async (ctx, { params }) => {
    await endOwn(ctx, params.id)
    return undefined
  }),
  route(endOtherSessions, async (ctx) => ({ ended: await endOthers(ctx) })),
]
