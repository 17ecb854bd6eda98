import { route } from '../../server/http/route.ts'
import { readBoard, readDay } from './contract/board.ts'
import { sendAvailability, sendRegistrations } from './contract/feed.ts'
import { listPresence } from './contract/presence.ts'
import { takeAvailability, takeRegistrations } from './service/feed.ts'
import { listPresenceOf, readDayOf, readLiveBoard } from './service/seen.ts'

export const presenceRoutes = [
  route(listPresence, async (ctx, { query }) => ({ items: await listPresenceOf(ctx, query.ids.split(',')) })),
  route(readBoard, (ctx, { query }) => readLiveBoard(ctx, query)),
  route(readDay, (ctx, { params, query }) => readDayOf(ctx, params.id, query.day ?? null)),
  route(sendAvailability, (ctx, { body }) => takeAvailability(ctx, body.rows)),
  route(sendRegistrations, (ctx, { body }) => takeRegistrations(ctx, body.rows)),
]
