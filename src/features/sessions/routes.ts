import { route } from '../../server/http/route.ts'
import { listUserSessions } from './contract.ts'
import { listSessionsOf } from './service.ts'

export const sessionRoutes = [
  route(listUserSessions, async (ctx, { params }) => ({ items: await listSessionsOf(ctx, params.id) })),
]
